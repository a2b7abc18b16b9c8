/** How much an import may take, so that a wrong or hostile file ends with a sentence and not with a frozen machine. */

/** Pixels of one data set in memory when it is trained on: five times CIFAR-10. */
export const MAXIMUM_PIXEL_BYTES = 1024 * 1024 * 1024;
export const MAXIMUM_IMAGES = 1_000_000;
/** What one file may unpack to. */
export const MAXIMUM_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024;
/** One picture as a file. */
export const MAXIMUM_PICTURE_BYTES = 64 * 1024 * 1024;
/** One picture decoded: 64 million pixels, as from a camera of that class. */
export const MAXIMUM_PICTURE_PIXELS = 64 * 1024 * 1024;
export const MAXIMUM_ARCHIVE_ENTRIES = 2_000_000;
export const MAXIMUM_SIDE = 1_024;
/** Labels are bytes. */
export const MAXIMUM_CLASSES = 256;
