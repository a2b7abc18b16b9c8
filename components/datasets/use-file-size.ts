/** Writes a number of bytes in the unit that suits it, as the language does. */
import { useFormatter } from 'use-intl';

export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const [unit, size] = bytes >= 1e9 ? ['gigabyte', 1e9] : bytes >= 1e6 ? ['megabyte', 1e6] : ['kilobyte', 1e3];
    return format.number(bytes / Number(size), { style: 'unit', unit: String(unit), maximumFractionDigits: bytes >= 100 * Number(size) ? 0 : 1 });
  };
}
