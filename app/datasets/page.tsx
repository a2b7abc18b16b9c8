/** The data sets of this browser. */
import { DatasetPage } from '@/components/datasets/dataset-page';

export default function Page() {
  return <DatasetPage />;
}
