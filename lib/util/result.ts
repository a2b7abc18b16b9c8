/** A value or the reason why there is none; expected failures are values, exceptions are for bugs. */
export type Result<T, P> = Success<T> | Failure<P>;
export type Success<T> = { readonly ok: true; readonly value: T };
export type Failure<P> = { readonly ok: false; readonly problem: P };

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure<P>(problem: P): Failure<P> {
  return { ok: false, problem };
}
