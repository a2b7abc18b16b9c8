/**
 * The fields of a layer kind's config, as data: type, default, bounds and texts. The inspector, the validation, the help and
 * the expressions over a graph's parameters all derive from them.
 */
export type FieldText = { readonly label: string; /** One sentence: what it is, and what changes when it is raised. */ readonly help: string };
export type Texts<T> = { readonly en: T; readonly zh: T };

/** `basic` fields stand in the first row of the inspector, the others behind "more". */
type Common = {
  readonly text: Texts<FieldText>;
  readonly advanced?: boolean;
  /** The field matters only where another one has one of these values. */
  readonly when?: { readonly field: string; readonly is: readonly FieldValue[] };
};

export type IntegerField = Common & { readonly type: 'integer'; readonly default: number; readonly minimum: number; readonly maximum: number };
export type NumberField = Common & { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number };
export type BooleanField = Common & { readonly type: 'boolean'; readonly default: boolean };
export type ChoiceField<Choice extends string = string> = Common & {
  readonly type: 'choice';
  readonly default: Choice;
  readonly choices: readonly Choice[];
  /** Words for choices that are not the field's own terms. */
  readonly choiceText?: Texts<Readonly<Partial<Record<Choice, string>>>>;
};
export type Field = IntegerField | NumberField | BooleanField | ChoiceField;
export type Fields = Readonly<Record<string, Field>>;

export type FieldValue = number | boolean | string;

/** The type of a field's value. */
export type ValueOf<F extends Field> = F extends ChoiceField<infer Choice> ? Choice : F extends BooleanField ? boolean : number;

/** A config whose expressions are resolved: every field has its value. */
export type ConfigOf<F extends Fields> = {
  readonly [Name in keyof F]: ValueOf<F[Name]>;
};

export function integerField(options: Omit<IntegerField, 'type'>): IntegerField {
  return { type: 'integer', ...options };
}

export function numberField(options: Omit<NumberField, 'type'>): NumberField {
  return { type: 'number', ...options };
}

export function booleanField(options: Omit<BooleanField, 'type'>): BooleanField {
  return { type: 'boolean', ...options };
}

export function choiceField<const Choice extends string>(options: Omit<ChoiceField<Choice>, 'type'>): ChoiceField<Choice> {
  return { type: 'choice', ...options };
}
