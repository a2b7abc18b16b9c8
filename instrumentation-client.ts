/** Runs before anything of the page: schemas are walked, not compiled by `new Function`, so that no policy has to allow that. */
import { config } from 'zod';

config({ jitless: true });
