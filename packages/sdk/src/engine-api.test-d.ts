import type { EngineApi, StatusMessage } from '@penchant/protocol'

// Checked by the compiler alone: what crosses the worker boundary can be structured-cloned. A function, a symbol
// or a class with methods anywhere in an argument or an answer makes this file an error.

type Primitive = string | number | boolean | bigint | null | undefined
type Cloneable<T> = T extends Primitive | Date | ArrayBuffer | ArrayBufferView
  ? T
  : T extends (...args: never[]) => unknown
    ? never
    : T extends symbol
      ? never
      : { [K in keyof T]: Cloneable<T[K]> }

type Crosses<T> = [T] extends [Cloneable<T>] ? true : false
type All<T extends true> = T

export type Arguments = All<{ [K in keyof EngineApi]: Crosses<Parameters<EngineApi[K]>> }[keyof EngineApi]>
export type Answers = All<{ [K in keyof EngineApi]: Crosses<Awaited<ReturnType<EngineApi[K]>>> }[keyof EngineApi]>
export type Messages = All<Crosses<StatusMessage>>

// @ts-expect-error a function does not cross
export type Callback = All<Crosses<{ onDone: () => void }>>
