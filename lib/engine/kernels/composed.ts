/** Helpers for kernels that are made of other kernels: parameters that are all i32, and parts of a scratch area. */
import { i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';

const ALIGNMENT = 64;

/** A kernel with so many i32 parameters. */
export function composed(module: ModuleBuilder, name: string, parameters: number, body: (f: FunctionBuilder, values: readonly Local<'i32'>[]) => void): Kernel {
  return module.kernel(name, (f) =>
    body(
      f,
      Array.from({ length: parameters }, () => f.parameter('i32')),
    ),
  );
}

export function offset(start: Code<'i32'>, bytes: number): Code<'i32'> {
  return bytes === 0 ? start : i32.add(start, i32.constant(bytes));
}

/** Lays parts side by side, each on a cache line of its own: their offsets, and the bytes of all. */
export function layOut<Part extends string>(parts: readonly (readonly [Part, number])[]): { readonly at: (part: Part) => number; readonly bytes: number } {
  const starts = new Map<Part, number>();
  let bytes = 0;
  for (const [part, size] of parts) {
    starts.set(part, bytes);
    bytes += Math.ceil(size / ALIGNMENT) * ALIGNMENT;
  }
  return { at: (part) => starts.get(part) ?? 0, bytes };
}
