/** The library of notebooks. */
import { Library } from '@/components/library/library';

export default function Page() {
  return <Library />;
}
