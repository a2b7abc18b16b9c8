/** Collects kernels by name, assembles them into one WebAssembly module and binds the handles that were given out. */
import type { ValueType } from './code';
import { append, name, unsigned } from './encoding';
import { FunctionBuilder, TABLE_TYPE, TYPE_CODES, type Callee, type Numerics } from './function-builder';

/** A kernel: called from JavaScript with addresses in bytes, counts and factors, or from another kernel's body by its index (`FunctionBuilder.run`). */
export type Kernel = ((...values: number[]) => void) & { readonly kernelName: string; readonly index: number };

type Run = (...values: number[]) => void;

type Declared = { readonly name: string; readonly index: number; readonly result: ValueType | null; readonly body: (f: FunctionBuilder) => void; run: Run };

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

export class ModuleBuilder {
  private readonly declared = new Map<string, Declared>();

  private table: readonly Kernel[] = [];

  constructor(readonly numerics: Numerics) {}

  /** Kernels of one i32 that `runFromTable` reaches by their place here. */
  setTable(kernels: readonly Kernel[]): void {
    this.table = kernels;
  }

  /**
   * Declares an exported kernel, once per name; its body is emitted by `assemble` only, so that planning stays cheap.
   * The name carries all that the body depends on.
   */
  kernel(kernelName: string, body: (f: FunctionBuilder) => void): Kernel {
    const entry = this.declare(kernelName, null, body);
    return Object.assign((...values: number[]) => entry.run(...values), { kernelName, index: entry.index });
  }

  /** Declares a function that kernels call and that gives a value. */
  function<R extends ValueType>(functionName: string, result: R, body: (f: FunctionBuilder) => void): Callee<R> {
    return { index: this.declare(functionName, result, body).index, result };
  }

  /** The module's bytes. It imports its memory as `engine.memory`, which is a shared one of at most `sharedPages` if that is given. */
  assemble(sharedPages: number | null = null): Uint8Array<ArrayBuffer> {
    const functions: { readonly entry: Declared; readonly type: number; readonly code: readonly number[] }[] = [];
    const tableType = [0x60, 1, TYPE_CODES.i32, 0];
    const types: string[] = [tableType.join()];
    const typeBytes: number[][] = [tableType];
    // A body may declare further functions, which a Map visits too.
    for (const entry of this.declared.values()) {
      const f = new FunctionBuilder(this.numerics);
      entry.body(f);
      const signature = [0x60, ...unsigned(f.parameters.length), ...f.parameters.map((type) => TYPE_CODES[type]), ...(entry.result === null ? [0] : [1, TYPE_CODES[entry.result]])];
      const key = signature.join();
      if (!types.includes(key)) {
        types.push(key);
        typeBytes.push(signature);
      }
      functions.push({ entry, type: types.indexOf(key), code: f.finish() });
    }
    const bytes = [...HEADER];
    section(bytes, 1, typeBytes);
    const limits = sharedPages === null ? [0, 1] : [3, 1, ...unsigned(sharedPages)];
    section(bytes, 2, [[...name('engine'), ...name('memory'), 2, ...limits]]);
    section(bytes, 3, functions.map(({ type }) => unsigned(type)));
    const entries = this.table.map(({ kernelName, index }) => {
      if (functions[index].type !== TABLE_TYPE) throw new Error(`${kernelName} does not take one i32.`);
      return index;
    });
    if (entries.length > 0) section(bytes, 4, [[0x70, 0, ...unsigned(entries.length)]]);
    section(bytes, 7, functions.map(({ entry }) => [...name(entry.name), 0, ...unsigned(entry.index)]));
    if (entries.length > 0) section(bytes, 9, [[0, 0x41, 0, 0x0b, ...unsigned(entries.length), ...entries.flatMap(unsigned)]]);
    section(bytes, 10, functions.map(({ code }) => [...unsigned(code.length), ...code]));
    return Uint8Array.from(bytes);
  }

  /** Binds all handles to the instance of the assembled module. */
  link(instance: WebAssembly.Instance): void {
    for (const entry of this.declared.values()) {
      const exported: unknown = instance.exports[entry.name];
      if (!isRun(exported)) throw new Error(`The module has no kernel ${entry.name}.`);
      entry.run = exported;
    }
  }

  /** Lets the instance go, and its memory with it. */
  unlink(): void {
    for (const entry of this.declared.values()) entry.run = unlinked;
  }

  private declare(functionName: string, result: ValueType | null, body: (f: FunctionBuilder) => void): Declared {
    const known = this.declared.get(functionName);
    if (known !== undefined) return known;
    const entry: Declared = { name: functionName, index: this.declared.size, result, body, run: unlinked };
    this.declared.set(functionName, entry);
    return entry;
  }
}

function unlinked(): void {
  throw new Error('The module has no instance.');
}

function isRun(value: unknown): value is Run {
  return typeof value === 'function';
}

function section(target: number[], id: number, entries: readonly (readonly number[])[]): void {
  const content = unsigned(entries.length);
  for (const entry of entries) append(content, entry);
  target.push(id, ...unsigned(content.length));
  append(target, content);
}
