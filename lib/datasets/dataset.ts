/** What a data set is, wherever it comes from; pixels are bytes, normalised only on their way into a batch. */

export type DatasetInfo = {
  /** `fashion-mnist` for the shipped one, an id of our making for imported ones. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** [height, width, channels] */
  readonly shape: readonly [number, number, number];
  readonly classes: readonly string[];
  /** Per channel, of pixels scaled to 0…1: x = (byte / 255 − mean) / deviation. */
  readonly normalization: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
  readonly trainingCount: number;
  /** 0 if the set came without a test split. */
  readonly testCount: number;
  /** False where a mirrored image is not an image of the class (digits, letters). */
  readonly flippable: boolean;
  /** SHA-256 over shape, labels and pixels of both splits. */
  readonly hash: string;
};

/** `count` images, NHWC bytes one after the other, and their labels. */
export type DatasetSplit = { readonly count: number; readonly images: Uint8Array; readonly labels: Uint8Array };

export type Dataset = { readonly info: DatasetInfo; readonly training: DatasetSplit; readonly test: DatasetSplit };

/** What the page hands to the worker instead of the pixels; cheap to clone. */
export type DatasetHandle =
  | { readonly kind: 'shipped'; readonly id: string; /** Absolute URL of the folder that holds the sheets, with a slash at its end. */ readonly baseUrl: string }
  | { readonly kind: 'stored'; readonly info: DatasetInfo; readonly training: StoredSplit; readonly test: StoredSplit };

export type StoredSplit = { readonly images: Blob; readonly labels: Blob };
