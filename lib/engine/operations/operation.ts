/** What the engine wants from an operation: parts for its forward and backward pass over buffers that the plan places. */
import type { ClassName, LayerCall, OperationOf } from '@/lib/graph/program';
import type { Shape } from '@/lib/graph/shape';
import type { Buffer } from '../plan/buffer';
import type { PartDescription, Part } from '../plan/part';
import type { ModuleBuilder } from '../wasm/module-builder';

/** A call of the class, its config typed. */
export type CallOf<Name extends ClassName> = LayerCall & OperationOf<Name>;

export type InputTensor = { readonly shape: Shape; /** Floats of an image. */ readonly floats: number; readonly value: Buffer; readonly needsGradient: boolean };

export type WeightTensor = { readonly value: Buffer; /** Null if it is not trainable. */ readonly gradient: Buffer | null; readonly floats: number };

/** Numbers of a pass that kernels read as parameters; written before the first stage. */
export type PassNumbers = { readonly seed: number; readonly step: number };
export type ParameterWriter = { integer(offset: number, value: number): void };

/** What an operation plans with. It puts parts into the plan in the order in which they would run one after the other. */
export type PlanContext = {
  readonly module: ModuleBuilder;
  readonly path: string;
  readonly batchSize: number;
  /** Batch statistics, dropout and a backward pass; without it moving statistics. */
  readonly training: boolean;
  readonly inputs: readonly InputTensor[];
  readonly outputShape: Shape;
  /** Floats of an image of the output. */
  readonly outputFloats: number;
  weight(name: string): WeightTensor;
  /** A tensor of so many floats an image, by default of the output's shape. */
  tensor(name: string, floats?: number): Buffer;
  /** A buffer of so many bytes for the whole batch. */
  whole(name: string, bytes: number): Buffer;
  /** Bytes that a thread works in during one call. */
  workspace(bytes: number): Buffer;
  /** Bytes that a thread keeps for itself as long as it is in a group. */
  scratch(name: string, bytes: number): Buffer;
  /** Byte offset of a parameter in the control block, and who writes it. */
  parameter(): number;
  beforePass(write: (numbers: PassNumbers, writer: ParameterWriter) => void): void;
  add(description: Omit<PartDescription, 'path'>): Part;
  /** A part that runs after the backward pass and only if weights are updated. */
  addToUpdate(description: Omit<PartDescription, 'path'>): void;
  /** The input's value in the backward pass; it may be computed again. */
  inputAgain(port: number): Buffer;
  /** Says that a tensor is a gradient of the input, or one of several; it may be another's too and must not be written again. */
  contribute(port: number, gradient: Buffer): void;
};

/** Gradients that sum up to the loss's by the output; at least one. */
export type Backward = (gradients: readonly Buffer[]) => void;

export type Planned = {
  readonly value: Buffer;
  /** Called only if a gradient is wanted of the call's inputs or weights. */
  readonly backward: Backward;
  /** Computes the value again in the backward pass, instead of keeping it. */
  readonly again?: () => Buffer;
};

/** An operation as the registry holds it, its class checked at the door. */
export type EngineOperation = {
  readonly className: ClassName;
  plan(call: LayerCall, context: PlanContext): Planned;
};

function isCallOf<Name extends ClassName>(call: LayerCall, className: Name): call is CallOf<Name> {
  return call.className === className;
}

export function defineOperation<Name extends ClassName>(className: Name, plan: (call: CallOf<Name>, context: PlanContext) => Planned): EngineOperation {
  return {
    className,
    plan(call, context) {
      if (!isCallOf(call, className)) throw new Error(`${call.path} is a ${call.className}, not a ${className}.`);
      return plan(call, context);
    },
  };
}
