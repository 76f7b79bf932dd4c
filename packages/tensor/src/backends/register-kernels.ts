import { getKernel, type KernelConfig, registerKernel } from '@tensorflow/tfjs-core'

/** Registers what is not registered yet, so that a backend may come back after a lost context. */
export function registerKernels(kernels: KernelConfig[]): void {
  for (const kernel of kernels) {
    if (!getKernel(kernel.kernelName, kernel.backendName)) registerKernel(kernel)
  }
}
