import type { ShopCounts, ShopOptions } from './shop-options.ts'

/** The text that goes with a simulated shop's files. */
export function shopReadme(options: ShopOptions, counts: ShopCounts): string {
  const { seed, items, visitors, days, from, bots, format } = options
  const table = Object.entries(counts.byEvent)
    .sort(([, a], [, b]) => b - a)
    .map(([event, count]) => `| ${event} | ${count} |`)
    .join('\n')
  return `# A simulated shop (synthetic data)

Everything here was made up by a program: the shop, its brands, items and pictures, its visitors and
all they did. No real person, brand or product is in it. Whatever is learnt from it holds for this
simulation alone.

Made by

    penchant simulate --seed ${seed} --items ${items} --visitors ${visitors} --days ${days} --from ${from} --bots ${bots} --format ${format} --out FOLDER

The same command with the same version writes the same bytes.

| file | what it is |
|---|---|
| \`events.${format}.gz\` | ${counts.events} events of ${visitors} visitors, in the order of time (ISO 8601, UTC): time, visitor, event (GA4's names), item, quantity, price, device, term |
| \`items.${format}.gz\` | ${counts.items} items: id, title, category (broad > narrow), brand, price, url, image, variant, description, added |
| \`pictures/\` | one SVG an item |
| \`truth.json\` | what was planted: each visitor's taste, who is a bot (${counts.bots} of ${visitors} visitors, ${counts.botEvents} of the events), and the effects. A model must not see it |

| event | rows |
|---|---|
${table}

## What was planted
Visitors have tastes (styles, colours, brands, departments, a price level), come with a mission (find
one thing, browse, a gift, buy again what is used up, come back to what was left undecided), on
devices with their own hours. Prices narrow as a search goes on; a category's page is sorted by
appeal and read downwards; some sub-categories go together (grinders and beans, tents and sleeping
bags). Device and hour act together on what is wanted, and not each alone: in the evening phones want
warm colours and things for the home, and by day the reverse; desktops the other way round. The exact
numbers are in \`truth.json\` under \`effects\`.
`
}
