/** A tab: what both kinds of drivers can do with one. */
export interface Tab {
  goto(url: string): Promise<void>
  /** Runs `work` in the page; it refers to nothing but `argument`. Rejects with what it throws. */
  evaluate<A, R>(work: (argument: A) => R | Promise<R>, argument: A): Promise<R>
  /** PNG of what is seen. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/** A browser that runs, with a profile that is deleted at its end. */
export interface RunningBrowser {
  version: string
  /** All tabs share what is stored. */
  newTab(): Promise<Tab>
  close(): Promise<void>
}

export interface BrowserDriver {
  name: 'Chromium' | 'Firefox' | 'WebKitGTK'
  /** @param privacyControl as who has switched on Global Privacy Control in the browser's settings. */
  launch(options?: { privacyControl?: boolean }): Promise<RunningBrowser>
}
