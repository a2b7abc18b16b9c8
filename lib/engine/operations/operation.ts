/** What the engine wants from an operation: kernels for its forward and backward pass over buffers that the plan places. */
import type { ClassName, LayerCall, OperationOf } from '@/lib/graph/program';
import type { Shape } from '@/lib/graph/shape';
import type { Allocation } from '../memory-plan';
import type { ModuleBuilder } from '../wasm/module-builder';

/** A call of the class, its config typed. */
export type CallOf<Name extends ClassName> = LayerCall & OperationOf<Name>;

/** Which forward values the backward pass reads again; they are kept until then, all others make room. */
export type Reads = { readonly inputs: boolean; readonly output: boolean };

export type PassMode = {
  /** Batch statistics and dropout, instead of moving statistics. */
  readonly training: boolean;
  readonly updateMoving: boolean;
  readonly seed: number;
  readonly step: number;
};

export type InputTensor = { readonly shape: Shape; readonly value: Allocation; readonly needsGradient: boolean };

export type WeightTensor = { readonly value: Allocation; /** Null if it is not trainable. */ readonly gradient: Allocation | null };

/** What an operation plans with. Addresses are known when the steps run, not before. */
export type PlanContext = {
  readonly module: ModuleBuilder;
  readonly batchSize: number;
  readonly inputs: readonly InputTensor[];
  readonly output: { readonly shape: Shape; readonly value: Allocation; /** The loss's gradient by the output. */ readonly gradient: Allocation };
  weight(name: string): WeightTensor;
  /** Bytes that last from the forward to the backward pass of this call. */
  kept(bytes: number): Allocation;
  /** Bytes that last as long as one pass of this call. */
  scratch(bytes: number): Allocation;
  /**
   * Gives the address where an input's gradient belongs, to be overwritten whole for `images` images;
   * does nothing where no gradient is wanted, adds it up where the input feeds several calls.
   */
  propagate(input: number, images: number, write: (address: number) => void): void;
};

export type OperationSteps = {
  forward(images: number, mode: PassMode): void;
  backward(images: number): void;
};

/** An operation as the registry holds it, its class checked at the door. */
export type EngineOperation = {
  readonly className: ClassName;
  reads(call: LayerCall): Reads;
  plan(call: LayerCall, context: PlanContext): OperationSteps;
};

export const READS_NOTHING: Reads = { inputs: false, output: false };
export const READS_INPUTS: Reads = { inputs: true, output: false };
export const READS_OUTPUT: Reads = { inputs: false, output: true };

function isCallOf<Name extends ClassName>(call: LayerCall, className: Name): call is CallOf<Name> {
  return call.className === className;
}

export function defineOperation<Name extends ClassName>(
  className: Name,
  definition: { readonly reads: Reads | ((call: CallOf<Name>) => Reads); plan(call: CallOf<Name>, context: PlanContext): OperationSteps },
): EngineOperation {
  function checked(call: LayerCall): CallOf<Name> {
    if (!isCallOf(call, className)) throw new Error(`${call.path} is a ${call.className}, not a ${className}.`);
    return call;
  }
  return {
    className,
    reads: (call) => (typeof definition.reads === 'function' ? definition.reads(checked(call)) : definition.reads),
    plan: (call, context) => definition.plan(checked(call), context),
  };
}
