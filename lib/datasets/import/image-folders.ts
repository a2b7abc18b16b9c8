/** Reads pictures in folders, one folder a class, optionally below `train` and `test`; a zip of them does as well. */
import { DatasetFailure } from '../failure';
import type { Pixels } from '../png';
import type { Collected, CollectedSplit, Collector, ImageCounter, SplitWriter } from './collected';
import { fileName, joinSplits, splitWriter } from './collected';
import type { Entry } from './entries';
import { MAXIMUM_CLASSES, MAXIMUM_PICTURE_BYTES } from './limits';
import type { Colour } from './resample';
import { toSquareImage } from './resample';

/** Decodes the formats that the machine knows; throws a `DatasetFailure` for others. */
export type PictureDecoder = (bytes: Uint8Array, path: string) => Promise<Pixels>;

export type PictureOptions = {
  /** Height and width of the images. */
  readonly side: number;
  readonly colour: Colour;
  /** Whether a mirrored picture is still one of its class. */
  readonly flippable: boolean;
  readonly decode: PictureDecoder;
};

type SplitName = 'training' | 'validation' | 'test';

const SPLIT_FOLDERS: Readonly<Record<string, SplitName>> = {
  train: 'training',
  training: 'training',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
};

type Located = { readonly split: SplitName; readonly folder: string };

/** The class is the folder below `train` or `test`, else the one that the picture lies in. Null where there is none. */
function locate(path: string): Located | null {
  const folders = path.split('/').slice(0, -1).filter((part) => part !== '' && part !== '.');
  const at = folders.findIndex((folder) => Object.hasOwn(SPLIT_FOLDERS, folder.toLowerCase()));
  const split = at < 0 ? 'training' : SPLIT_FOLDERS[folders[at].toLowerCase()];
  const folder = at < 0 ? folders.at(-1) : folders[at + 1];
  return folder === undefined ? null : { split, folder };
}

async function wholePicture({ path, size, reader }: Entry): Promise<Uint8Array> {
  const bytes = size !== null && size > MAXIMUM_PICTURE_BYTES ? null : await reader.read(MAXIMUM_PICTURE_BYTES + 1);
  if (bytes === null || bytes.length > MAXIMUM_PICTURE_BYTES) throw new DatasetFailure('unpackedTooLarge', path, { maximum: MAXIMUM_PICTURE_BYTES });
  return bytes;
}

export function imageFoldersCollector(options: PictureOptions, name: string, onImages: ImageCounter): Collector {
  const writers: Readonly<Record<SplitName, SplitWriter>> = { training: splitWriter(name), validation: splitWriter(name), test: splitWriter(name) };
  /** In the order in which they were met, with the first picture of each; the final order is by name. */
  const folders = new Map<string, { readonly index: number; readonly first: string; training: boolean }>();

  function accepts(path: string): boolean {
    return /\.(png|jpe?g|webp)$/i.test(fileName(path));
  }
  async function add(entry: Entry): Promise<void> {
    const located = locate(entry.path);
    if (located === null) throw new DatasetFailure('foldersMissing', entry.path);
    const known = folders.get(located.folder) ?? { index: folders.size, first: entry.path, training: false };
    if (known.index >= MAXIMUM_CLASSES) throw new DatasetFailure('foldersTooMany', entry.path, { maximum: MAXIMUM_CLASSES });
    folders.set(located.folder, { ...known, training: known.training || located.split === 'training' });
    const pixels = await options.decode(await wholePicture(entry), entry.path);
    writers[located.split].write(toSquareImage(pixels, options.side, options.colour), [known.index]);
    onImages(1);
  }
  function finish(): Collected {
    const classes = [...folders.keys()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const trainingOnly = writers.training.count() > 0;
    for (const [folder, { first, training }] of folders) {
      if (trainingOnly && !training) throw new DatasetFailure('testFolderUnknown', first, { folder });
    }
    if (classes.length < 2) throw new DatasetFailure('foldersMissing', [...folders.values()][0]?.first ?? null);
    const rank = new Map(classes.map((folder, label) => [folders.get(folder)?.index, label]));
    const relabel = ({ count, images, labels }: CollectedSplit): CollectedSplit => ({ count, images, labels: labels.map((index) => rank.get(index) ?? index) });
    const [training, validation, test] = [writers.training, writers.validation, writers.test].map((writer) => relabel(writer.split()));
    return {
      name,
      source: '',
      licence: '',
      shape: [options.side, options.side, options.colour === 'grey' ? 1 : 3],
      classes,
      flippable: options.flippable,
      training: test.count > 0 ? joinSplits([training, validation]) : training,
      test: test.count > 0 ? test : validation,
    };
  }
  return { accepts, add, finish };
}
