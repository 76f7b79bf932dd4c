/**
 * `npm run test:browsers`: what a shop's visitors meet in Chromium, Firefox ESR and WebKitGTK, as a table. `-- --write`
 * puts the table into docs/browsers.md, `-- --pictures FOLDER` takes a screenshot of the demo in each.
 */
import { fileURLToPath } from 'node:url'
import { findProgram } from '../find-program.js'
import { installChromium, installFromDebian, run } from '../install.js'

/** Program → Debian's package of it. */
const PROGRAMS = {
  'firefox-esr': 'firefox-esr',
  WebKitWebDriver: 'webkit2gtk-driver',
  'xvfb-run': 'xvfb',
}
const missing = () => Object.entries(PROGRAMS).filter(([program]) => !findProgram([program]))

await installChromium()
if (missing().length > 0) await installFromDebian(...missing().map(([, name]) => name), 'xauth')
if (missing().length > 0) {
  const names = missing().map(([, name]) => name)
  console.error(`Install ${names.join(', ')} (apt-get install ${names.join(' ')}) and run this again.`)
  process.exit(2)
}
// Firefox and WebKitGTK draw by WebGL only in a window, which a virtual screen is enough for.
const env = { LIBGL_ALWAYS_SOFTWARE: '1' }
const runner = fileURLToPath(new URL('../bench/run.js', import.meta.url))
const args = ['-a', '-s', '-screen 0 1400x1000x24', process.execPath, runner, '../browsers/compare-browsers']
process.exitCode = await run('xvfb-run', [...args, ...process.argv.slice(2)], { env })
