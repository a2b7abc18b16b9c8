/** One notebook: `/notebook/?id=…`. */
import { Suspense } from 'react';
import { NotebookPage } from '@/components/notebook/notebook-page';

export default function Page() {
  return (
    <Suspense>
      <NotebookPage />
    </Suspense>
  );
}
