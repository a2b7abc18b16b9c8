/** Expressions over a graph's parameters (`=filters * 2`): read by a parser of our own and never run as code. */
import { failure, success, type Result } from '@/lib/util/result';
import type { FieldValue } from './fields';

/** Values of a graph's parameters by name. */
export type Scope = Readonly<Record<string, FieldValue>>;

/** `position` counts characters of the whole text, the `=` included. */
export type ExpressionProblem = {
  readonly code:
    | 'expressionSyntax'
    | 'expressionUnknownName'
    | 'expressionNotNumber'
    | 'expressionNotDivisible'
    | 'expressionDivisionByZero'
    | 'expressionTooLarge'
    | 'expressionTooLong';
  readonly position: number;
  readonly values: Readonly<Record<string, string | number>>;
};

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

const LONGEST = 200;

type TokenKind = 'number' | 'name' | 'operator' | 'end';
type Token = { readonly kind: TokenKind; readonly text: string; readonly position: number };

class Stop extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.code);
  }
}

function stop(code: ExpressionProblem['code'], position: number, values: ExpressionProblem['values'] = {}): never {
  throw new Stop({ code, position, values });
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(\/\/|[-+*/(),]))/y;

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 1;
  for (let position = 1; position < text.length; position = TOKEN.lastIndex) {
    if (text.slice(position).trim() === '') break;
    const match = TOKEN.exec(text);
    if (match === null) {
      const at = position + (text.slice(position).length - text.slice(position).trimStart().length);
      stop('expressionSyntax', at, { found: text[at] });
    }
    const found = match[1] ?? match[2] ?? match[3];
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'name' : 'operator';
    tokens.push({ kind, text: found, position: TOKEN.lastIndex - found.length });
  }
  tokens.push({ kind: 'end', text: '', position: text.length });
  return tokens;
}

function exact(value: number, position: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) stop('expressionTooLarge', position);
  return value;
}

function divide(a: number, b: number, floor: boolean, position: number): number {
  if (b === 0) stop('expressionDivisionByZero', position);
  if (floor) return Math.floor(a / b);
  if (Number.isInteger(a) && Number.isInteger(b) && a % b !== 0) stop('expressionNotDivisible', position, { dividend: a, divisor: b });
  return a / b;
}

/** Recursive descent: sums of products of signed factors. The length of a text bounds the depth. */
class Parser {
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: Scope,
  ) {}

  whole(): number {
    const value = this.sum();
    const token = this.tokens[this.next];
    if (token.kind !== 'end') this.unexpected(token);
    return value;
  }

  private unexpected(token: Token): never {
    return stop('expressionSyntax', token.position, { found: token.text });
  }

  private accept(...operators: readonly string[]): Token | null {
    const token = this.tokens[this.next];
    if (token.kind !== 'operator' || !operators.includes(token.text)) return null;
    this.next++;
    return token;
  }

  private expect(operator: string): void {
    if (this.accept(operator) === null) this.unexpected(this.tokens[this.next]);
  }

  private sum(): number {
    let value = this.product();
    for (let token = this.accept('+', '-'); token !== null; token = this.accept('+', '-')) {
      const right = this.product();
      value = exact(token.text === '+' ? value + right : value - right, token.position);
    }
    return value;
  }

  private product(): number {
    let value = this.factor();
    for (let token = this.accept('*', '/', '//'); token !== null; token = this.accept('*', '/', '//')) {
      const right = this.factor();
      value = exact(token.text === '*' ? value * right : divide(value, right, token.text === '//', token.position), token.position);
    }
    return value;
  }

  private factor(): number {
    if (this.accept('-') !== null) return 0 - this.factor();
    if (this.accept('(') !== null) {
      const value = this.sum();
      this.expect(')');
      return value;
    }
    const token = this.tokens[this.next];
    if (token.kind === 'number') {
      this.next++;
      return exact(Number(token.text), token.position);
    }
    if (token.kind !== 'name') return this.unexpected(token);
    this.next++;
    if (token.text === 'min' || token.text === 'max') return this.extreme(token.text);
    return this.parameter(token);
  }

  private extreme(name: 'min' | 'max'): number {
    this.expect('(');
    const values = [this.sum()];
    while (this.accept(',') !== null) values.push(this.sum());
    this.expect(')');
    return name === 'min' ? Math.min(...values) : Math.max(...values);
  }

  private parameter(token: Token): number {
    const value = lookUp(this.scope, token.text, token.position);
    if (typeof value !== 'number') stop('expressionNotNumber', token.position, { name: token.text });
    return exact(value, token.position);
  }
}

function lookUp(scope: Scope, name: string, position: number): FieldValue {
  if (!Object.hasOwn(scope, name)) stop('expressionUnknownName', position, { name });
  return scope[name];
}

/**
 * Value of an expression (a text that starts with `=`). Integers stay exact: `/` must divide, `//` rounds down.
 * A bare name may stand for a text or a boolean too.
 */
export function evaluate(text: string, scope: Scope): Result<FieldValue, ExpressionProblem> {
  try {
    if (text.length > LONGEST) stop('expressionTooLong', LONGEST, { limit: LONGEST });
    const tokens = tokenize(text);
    const [only] = tokens;
    if (tokens.length === 2 && only.kind === 'name') return success(lookUp(scope, only.text, only.position));
    return success(new Parser(tokens, scope).whole());
  } catch (error) {
    if (error instanceof Stop) return failure(error.problem);
    throw error;
  }
}
