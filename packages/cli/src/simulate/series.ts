import type { Style } from './brands.ts'

/** Names of product lines, by the style of the brand that uses them. None is a colour or a thing that is sold. */
export const SERIES: Readonly<Record<Style, readonly string[]>> = {
  nordic:
    'Alva Bodil Dagny Eira Elva Fjell Freja Frost Hedda Hygga Idun Ingrid Jorunn Kalvik Lofot Lumi Maren Nordlys Odin Rune Saga Signe Skagen Sno Sunna Svale Tove Tuva Ulv Vidde Vinter Ylva Aurlund Bris Drange Elgen Fauna Gaupe Havn Isla'.split(
      ' ',
    ),
  rustic:
    'Acre Ardley Barnaby Bramble Brook Burrow Cobble Dunmore Elder Fallow Farley Glen Granary Harvest Haystack Heath Hedgerow Holt Kiln Larkfield Loft Meadow Millstone Nettle Orchard Pasture Quarry Rowan Rye Stable Stile Sorrel Tansy Thatch Thornby Tilth Warren Weald Wicker Yarrow'.split(
      ' ',
    ),
  industrial:
    'Anvil Axle Beam Bessemer Block Bolton Brace Crane Cargo Depot Dynamo Factor Flint Gantry Girder Hangar Hammer Junction Keel Lathe Loadbay Mason Motor Nailhead Piston Pylon Rivet Rotor Shift Signal Socket Steelyard Tank Torque Truss Union Valve Vault Welder Yard'.split(
      ' ',
    ),
  playful:
    'Ahoy Bingo Bongo Bubble Buzz Confetti Disco Doodle Fizz Gelato Giggle Happy Hoopla Hopscotch Jelly Jive Juno Karaoke Lolly Mambo Noodle Oompah Paloma Picnic Pixie Pogo Polka Popcorn Quirk Rumba Samba Sherbet Skip Sprinkle Tango Tiki Toto Twist Whirl Yoyo'.split(
      ' ',
    ),
  classic:
    'Albany Ambrose Arden Balmoral Belgrave Bristol Carlton Chester Clarendon Cromwell Devon Dorset Eaton Edmund Elgin Fairfax Grosvenor Hampton Harcourt Henley Imperial Kensal Langham Lennox Ludlow Mayfair Montague Norfolk Orwell Pembroke Portman Regent Richmond Rutland Savoy Somerset Stanhope Sutton Warwick Windsor'.split(
      ' ',
    ),
  calm: 'Aki Ame Asa Enso Fuji Haku Hana Haru Hikari Hoshi Ikigai Kaze Kiri Kodo Koji Komo Kumo Ma Mado Michi Mori Nami Niwa Nodoka Oku Ren Sora Shizu Suna Tani Tera Toki Tsuki Umi Wabi Yama Yugen Yuki Yuri Zenko'.split(
    ' ',
  ),
  technical:
    'Aero Apex Arc Ascent Atlas Axis Basecamp Borealis Cirrus Crux Delta Dyno Echo Flux Glide Helix Ion Kinetic Lumen Mach Meridian Nimbus Nova Orbit Pulse Quantum Radius Relay Scout Stratos Summit Talon Tempo Traverse Vector Velo Vertex Vista Zenith Zephyr'.split(
      ' ',
    ),
  coastal:
    'Alba Almería Amalfi Arena Bahía Cadaqués Calma Capri Cielo Corfu Duna Estela Faro Fiesta Gaia Ischia Isola Laguna Lipari Luz Marina Mirador Naxos Onda Paros Playa Positano Procida Riva Ronda Salina Siena Siesta Sol Tarifa Terrazza Tropea Ventana Verano Zafra'.split(
      ' ',
    ),
}
