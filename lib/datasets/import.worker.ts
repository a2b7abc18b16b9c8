/** The import beside the page: reads, decodes and hashes in a worker, so that 170 MB never freeze what is on the screen. */
import { decodePicture } from './import/decode-bitmap';
import type { ImportProgress } from './import/import-dataset';
import { importDataset } from './import/import-dataset';
import type { FromImportWorker, ImportRequest } from './import/messages';

const MILLISECONDS_BETWEEN_REPORTS = 80;
let reported = 0;

function send(message: FromImportWorker): void {
  self.postMessage(message);
}

function report(progress: ImportProgress): void {
  if (performance.now() - reported < MILLISECONDS_BETWEEN_REPORTS) return;
  reported = performance.now();
  send({ type: 'progress', progress });
}

self.addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  const { files, pictures } = event.data;
  importDataset(files, { pictures: { ...pictures, decode: decodePicture }, onProgress: report }).then(
    (result) => send({ type: 'finished', result }),
    (error: unknown) => send({ type: 'crashed', message: String(error) }),
  );
});
