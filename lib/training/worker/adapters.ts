/** Which graphics devices this browser offers, found without loading TensorFlow.js. */

export type GpuBackend = 'webgpu' | 'webgl';

export type Adapter = {
  readonly backend: GpuBackend;
  /** What the driver calls itself, for people and as a key. */
  readonly name: string;
  /** Computed on the processor, so slower than WASM. */
  readonly software: boolean;
};

const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

async function webgpuAdapter(): Promise<Adapter | null> {
  // Types say that it is there; on plain http and in older browsers it is not.
  const gpu: GPU | undefined = navigator.gpu;
  if (gpu === undefined) return null;
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (adapter === null) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const name = [description, vendor, architecture, device].filter((part) => part !== '').join(' ');
  return { backend: 'webgpu', name, software: adapter.info.isFallbackAdapter || SOFTWARE.test(name) };
}

function webglAdapter(): Adapter | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context === null) return null;
  const details = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(details === null ? context.RENDERER : details.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { backend: 'webgl', name, software: SOFTWARE.test(name) };
}

/** Null where the browser or the machine has no such device. */
export function findAdapter(backend: GpuBackend): Promise<Adapter | null> {
  return backend === 'webgpu' ? webgpuAdapter() : Promise.resolve(webglAdapter());
}
