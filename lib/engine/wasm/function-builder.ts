/** Builds the body of one WebAssembly function: parameters, locals, stores and loops over typed expressions. */
import { f32x4, i32, type Code, type Local, type ValueType } from './code';
import { append, unsigned } from './encoding';

export const TYPE_CODES: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };

const VOID_BLOCK = 0x40;

/** Index of the type that functions of the table have: one i32, no result. */
export const TABLE_TYPE = 0;

/** How floats are computed: `relaxed` may fuse multiplication and addition, `simd` rounds each. */
export type Numerics = 'simd' | 'relaxed';

/** A function of the same module that can be called: its index and the type that it gives. */
export type Callee<R extends ValueType> = { readonly index: number; readonly result: R };

export class FunctionBuilder {
  readonly parameters: ValueType[] = [];
  private readonly locals: ValueType[] = [];
  private readonly body: number[] = [];

  constructor(private readonly numerics: Numerics) {}

  /** Declares the next parameter; all come before the first local. */
  parameter<T extends ValueType>(type: T): Local<T> {
    if (this.locals.length > 0) throw new Error('Parameters come before locals.');
    this.parameters.push(type);
    return local(type, this.parameters.length - 1);
  }

  /** A new local variable; zero at the start of the function only. */
  local<T extends ValueType>(type: T): Local<T> {
    this.locals.push(type);
    return local(type, this.parameters.length + this.locals.length - 1);
  }

  /** A new local that holds the value now. */
  let<T extends ValueType>(value: Code<T>): Local<T> {
    const variable = this.local(value.type);
    this.set(variable, value);
    return variable;
  }

  set<T extends ValueType>(variable: Local<T>, value: Code<T>): void {
    append(this.body, value.bytes);
    this.body.push(0x21, ...unsigned(variable.index));
  }

  /** Adds bytes to a pointer or steps to a counter. */
  advance(variable: Local<'i32'>, by: number | Code<'i32'>): void {
    if (by === 0) return;
    this.set(variable, i32.add(variable, typeof by === 'number' ? i32.constant(by) : by));
  }

  storeI32(address: Code<'i32'>, offset: number, value: Code<'i32'>): void {
    this.store([0x36], address, offset, value);
  }

  storeF32(address: Code<'i32'>, offset: number, value: Code<'f32'>): void {
    this.store([0x38], address, offset, value);
  }

  storeF64(address: Code<'i32'>, offset: number, value: Code<'f64'>): void {
    this.store([0x39], address, offset, value);
  }

  storeVector(address: Code<'i32'>, offset: number, value: Code<'v128'>): void {
    this.store([0xfd, 0x0b], address, offset, value);
  }

  /** Stores the first `count` (1 to 4) lanes and touches nothing behind them. */
  storePartial(address: Code<'i32'>, offset: number, count: number, value: Code<'v128'>): void {
    if (count === 4) {
      this.storeVector(address, offset, value);
    } else if (count === 1) {
      this.storeLane(0x5a, address, offset, 0, value);
    } else if (count === 2) {
      this.storeLane(0x5b, address, offset, 0, value);
    } else {
      const kept = this.let(value);
      this.storeLane(0x5b, address, offset, 0, kept);
      this.storeLane(0x5a, address, offset + 8, 2, kept);
    }
  }

  /** memory.fill with zeros. */
  clear(address: Code<'i32'>, bytes: Code<'i32'>): void {
    append(this.body, [...address.bytes, ...i32.constant(0).bytes, ...bytes.bytes, 0xfc, 0x0b, 0]);
  }

  /** memory.copy. */
  copy(target: Code<'i32'>, source: Code<'i32'>, bytes: Code<'i32'>): void {
    append(this.body, [...target.bytes, ...source.bytes, ...bytes.bytes, 0xfc, 0x0a, 0, 0]);
  }

  /** a · b + c in the module's numerics; inside sums of products only, never in the mathematical functions. */
  multiplyAdd(a: Code<'v128'>, b: Code<'v128'>, c: Code<'v128'>): Code<'v128'> {
    return this.numerics === 'relaxed' ? f32x4.relaxedMultiplyAdd(a, b, c) : f32x4.add(c, f32x4.multiply(a, b));
  }

  call<R extends ValueType>(callee: Callee<R>, ...values: readonly Code<ValueType>[]): Code<R> {
    return { type: callee.result, bytes: [...values.flatMap((value) => value.bytes), 0x10, ...unsigned(callee.index)] };
  }

  /** Calls another kernel of the module. */
  run(kernel: { readonly index: number }, ...values: readonly Code<ValueType>[]): void {
    for (const value of values) append(this.body, value.bytes);
    this.body.push(0x10, ...unsigned(kernel.index));
  }

  /** Calls the function at `index` of the module's table, which takes one i32. */
  runFromTable(index: Code<'i32'>, value: Code<'i32'>): void {
    append(this.body, [...value.bytes, ...index.bytes, 0x11, ...unsigned(TABLE_TYPE), 0]);
  }

  storeAtomic(address: Code<'i32'>, offset: number, value: Code<'i32'>): void {
    append(this.body, [...address.bytes, ...value.bytes, 0xfe, 0x17, 2, ...unsigned(offset)]);
  }

  /** Computes a value for its effect alone. */
  drop(value: Code<ValueType>): void {
    append(this.body, [...value.bytes, 0x1a]);
  }

  /** Leaves the function. */
  return(): void {
    this.body.push(0x0f);
  }

  /** The body `count` times, none if count is not positive. */
  times(count: number | Code<'i32'>, body: () => void): void {
    if (typeof count === 'number') {
      if (count === 1) body();
      if (count > 1) this.countDown(i32.constant(count), body);
      return;
    }
    const steps = this.let(count);
    this.if(i32.greaterThan(steps, i32.constant(0)), () => this.countDown(steps, body));
  }

  while(condition: Code<'i32'>, body: () => void): void {
    this.body.push(0x02, VOID_BLOCK, 0x03, VOID_BLOCK);
    append(this.body, i32.isZero(condition).bytes);
    this.body.push(0x0d, 1);
    body();
    this.body.push(0x0c, 0, 0x0b, 0x0b);
  }

  if(condition: Code<'i32'>, then: () => void): void {
    append(this.body, condition.bytes);
    this.body.push(0x04, VOID_BLOCK);
    then();
    this.body.push(0x0b);
  }

  /** Leaves the function's result on the stack; the last statement. */
  result(value: Code<ValueType>): void {
    append(this.body, value.bytes);
  }

  /** The function's entry in the code section, without its length. */
  finish(): number[] {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const entry = unsigned(runs.length);
    for (const run of runs) entry.push(...unsigned(run.count), TYPE_CODES[run.type]);
    append(entry, this.body);
    entry.push(0x0b);
    return entry;
  }

  private store(opcode: readonly number[], address: Code<'i32'>, offset: number, value: Code<ValueType>): void {
    append(this.body, address.bytes);
    append(this.body, value.bytes);
    this.body.push(...opcode, 2, ...unsigned(offset));
  }

  private storeLane(opcode: number, address: Code<'i32'>, offset: number, lane: number, value: Code<'v128'>): void {
    append(this.body, address.bytes);
    append(this.body, value.bytes);
    this.body.push(0xfd, opcode, 2, ...unsigned(offset), lane);
  }

  /** A loop that tests behind its body: one branch a turn. `count` is at least 1. */
  private countDown(count: Code<'i32'>, body: () => void): void {
    const left = this.let(count);
    this.body.push(0x03, VOID_BLOCK);
    body();
    append(this.body, i32.subtract(left, i32.constant(1)).bytes);
    this.body.push(0x22, ...unsigned(left.index), 0x0d, 0, 0x0b);
  }
}

function local<T extends ValueType>(type: T, index: number): Local<T> {
  return { type, index, bytes: [0x20, ...unsigned(index)] };
}
