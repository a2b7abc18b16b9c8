/** `2,304` up to a million, then three digits and a unit: `2.36 M`, `125 M`, `2.83 G`. */
const units = ['M', 'G', 'T', 'P'];

export function compactNumber(value: number): string {
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size < 999_500) return sign + size.toLocaleString('en', { maximumFractionDigits: 0 });
  let scaled = size / 1e6;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${sign}${scaled.toPrecision(3)} ${units[unit]}`;
}

/** A difference with its sign: `+576`, `+0`, `−64`. */
export function signedNumber(value: number): string {
  return value < 0 ? compactNumber(value) : `+${compactNumber(value)}`;
}
