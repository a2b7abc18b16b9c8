/** The data sets that ship with the app; each has a file of its own and a line here. */
import { fashionMnist } from './fashion-mnist';
import type { ShippedDataset } from './shipped';

export const shippedDatasets: readonly ShippedDataset[] = [fashionMnist];

export function findShipped(id: string): ShippedDataset | undefined {
  return shippedDatasets.find((dataset) => dataset.info.id === id);
}
