/** Codes of the core's problems and repairs; each has a sentence in `lib/i18n/areas/graph-problems.ts`, or the catalogue does not compile. */

export type ValueProblemCode =
  | 'valueTooSmall'
  | 'valueTooLarge'
  | 'valueNotInteger'
  | 'valueNotNumber'
  | 'valueNotBoolean'
  | 'valueNotChoice'
  | 'expressionSyntax'
  | 'expressionUnknownName'
  | 'expressionNotNumber'
  | 'expressionNotDivisible'
  | 'expressionDivisionByZero'
  | 'expressionTooLarge'
  | 'expressionTooLong';

/** Problems with inputs that several kinds share. */
export type ShapeProblemCode = 'needsImage' | 'needsVector' | 'kernelTooLarge' | 'shapesDiffer' | 'sizesDiffer' | 'paddingShrinks' | 'groupsDoNotDivide';

export type BlockProblemCode = 'blockMissing' | 'blockRecursive' | 'blockOutputs' | 'blockRepeatInputs' | 'blockFaulty' | 'tooManyLayers';

export type WiringProblemCode =
  | 'cycle'
  | 'edgeToNothing'
  | 'takesNoInput'
  | 'givesNoOutput'
  | 'noSuchPort'
  | 'portTaken'
  | 'isolated'
  | 'missingInput'
  | 'deadEnd'
  | 'noInput'
  | 'noOutput'
  | 'severalInputs'
  | 'severalOutputs'
  | 'nothingArrives'
  | 'finalSoftmax'
  | 'bypassChangesShape'
  | 'unknownKind'
  | 'graphMissing';

export type WireProblemCode = 'wireToNothing' | 'wireToItself' | 'wireFromOutput' | 'wireToInput' | 'wireNoSuchPort' | 'wireExists' | 'wireClosesCycle';

export type GraphProblemCode = ValueProblemCode | ShapeProblemCode | BlockProblemCode | WiringProblemCode | WireProblemCode | 'badNodeId';

export type RepairCode =
  | 'insertProjection'
  | 'insertZeroPadding'
  | 'makeProjection'
  | 'makeZeroPadding'
  | 'makeIdentity'
  | 'changeBranch'
  | 'insertFlatten'
  | 'insertGlobalPooling'
  | 'removeWire'
  | 'removeLayer'
  | 'connectWire'
  | 'keepWire'
  | 'addInput'
  | 'addOutput'
  | 'useFirstInput'
  | 'setField'
  | 'resetField'
  | 'bypassLayer'
  | 'endBypass';
