/** `npm start`: builds the app if its sources have changed, then serves it. Arguments go to scripts/serve.mjs. */
import { ensureBuilt } from './build.mjs';
import { serveFromCommandLine } from './serve.mjs';

if (ensureBuilt()) {
  const code = await serveFromCommandLine(process.argv.slice(2));
  if (code !== null) process.exitCode = code;
} else {
  console.error('The app could not be built; the reason stands above.');
  process.exitCode = 1;
}
