/** An address that leads nowhere. */
import { NoPage } from '@/components/notebook/no-page';

export default function NotFound() {
  return <NoPage />;
}
