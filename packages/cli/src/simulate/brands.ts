export const STYLES = ['nordic', 'rustic', 'industrial', 'playful', 'classic', 'calm', 'technical', 'coastal'] as const
export type Style = (typeof STYLES)[number]

export interface Brand {
  name: string
  style: Style
  /** 1 is the shop's middle; 2 asks twice as much. */
  level: number
  /** Departments it sells in. */
  departments: readonly string[]
}

/** Colours a style paints with; a brand takes some of them. */
export const STYLE_COLOURS: Readonly<Record<Style, readonly string[]>> = {
  nordic: ['Chalk', 'Fog', 'Oat', 'Sage', 'Slate', 'Sky', 'Moss', 'Blush'],
  rustic: ['Oat', 'Clay', 'Rust', 'Olive', 'Cocoa', 'Ochre', 'Forest', 'Sand'],
  industrial: ['Graphite', 'Charcoal', 'Slate', 'Brick', 'Stone', 'Olive', 'Caramel', 'Fog'],
  playful: ['Poppy', 'Butter', 'Sky', 'Mint', 'Rose', 'Cobalt', 'Apricot', 'Lilac'],
  classic: ['Navy', 'Cream', 'Wine', 'Forest', 'Charcoal', 'Caramel', 'Denim', 'Plum'],
  calm: ['Ink', 'Chalk', 'Stone', 'Blush', 'Sage', 'Charcoal', 'Sand', 'Lilac'],
  technical: ['Graphite', 'Cobalt', 'Moss', 'Poppy', 'Fog', 'Petrol', 'Mustard', 'Teal'],
  coastal: ['Terracotta', 'Cobalt', 'Cream', 'Ochre', 'Teal', 'Coral', 'Olive', 'Sky'],
}

const CODES: Readonly<Record<string, string>> = {
  K: 'Kitchen & Coffee',
  F: 'Furniture',
  L: 'Lighting & Decor',
  B: 'Bed & Bath',
  G: 'Garden',
  D: 'Desk & Sound',
  S: 'Bags & Travel',
  O: 'Outdoor',
  C: 'Clothing',
}

/** Invented names; style; price level; departments. */
const TABLE: readonly (readonly [string, Style, number, string])[] = [
  ['Fjordholm', 'nordic', 1.3, 'FL'],
  ['Askerud', 'nordic', 0.9, 'KB'],
  ['Norrvik', 'nordic', 1.6, 'KFL'],
  ['Solbakk', 'nordic', 0.7, 'KLG'],
  ['Havnelys', 'nordic', 1.1, 'LB'],
  ['Tindra Works', 'nordic', 1, 'DS'],
  ['Birkedal', 'nordic', 1.2, 'FD'],
  ['Snøkvist', 'nordic', 1.4, 'OC'],
  ['Hearth & Hollow', 'rustic', 1, 'KB'],
  ['Oldmill Row', 'rustic', 0.8, 'KF'],
  ['Barrow & Thistle', 'rustic', 1.2, 'GB'],
  ['Tinker & Loam', 'rustic', 0.9, 'KG'],
  ['Fenwick Croft', 'rustic', 1.3, 'CB'],
  ['Wren & Barley', 'rustic', 1, 'LG'],
  ['Saddlebrook', 'rustic', 1.5, 'SC'],
  ['Forge Nine', 'industrial', 1.1, 'KL'],
  ['Kessel & Bolt', 'industrial', 1.4, 'FL'],
  ['Dockside Union', 'industrial', 0.8, 'CS'],
  ['Plant Eleven', 'industrial', 0.9, 'GF'],
  ['Railyard Goods', 'industrial', 1, 'SD'],
  ['Foundry Lane', 'industrial', 1.7, 'KF'],
  ['Grubb & Steele', 'industrial', 0.7, 'KD'],
  ['Pip & Plum', 'playful', 0.7, 'KB'],
  ['Jolly Otter', 'playful', 0.8, 'DC'],
  ['Tutti Paloma', 'playful', 1, 'LB'],
  ['Bobbin Club', 'playful', 0.9, 'CB'],
  ['Moon Cactus', 'playful', 0.7, 'GD'],
  ['Papaya Street', 'playful', 0.8, 'SC'],
  ['Kite & Crumb', 'playful', 1.1, 'KD'],
  ['Zigzag Post', 'playful', 0.6, 'DL'],
  ['Aldermoor', 'classic', 1.5, 'FB'],
  ['Whitcombe & Sons', 'classic', 1.8, 'CS'],
  ['Beaumont Hale', 'classic', 1.6, 'FL'],
  ['Lockhart Mews', 'classic', 1.2, 'DK'],
  ['Penrose & Daughters', 'classic', 1.3, 'BK'],
  ['Marlowe Quay', 'classic', 1.1, 'CS'],
  ['Ashdown Reed', 'classic', 1, 'GC'],
  ['Quillmore', 'classic', 1.4, 'D'],
  ['Kumori', 'calm', 1.5, 'KL'],
  ['Hanabira', 'calm', 1.1, 'LB'],
  ['Mizune', 'calm', 1.3, 'KB'],
  ['Tsukimori', 'calm', 1.7, 'FD'],
  ['Shiro Kanso', 'calm', 1, 'DS'],
  ['Ishiwa', 'calm', 0.8, 'KG'],
  ['Yorune', 'calm', 1.2, 'CB'],
  ['Vantra', 'technical', 1.2, 'OC'],
  ['Northcrag', 'technical', 1.4, 'OC'],
  ['Ridgeform', 'technical', 0.8, 'OS'],
  ['Altimo', 'technical', 1, 'OK'],
  ['Summa Trail', 'technical', 0.7, 'OS'],
  ['Kestrel Dynamics', 'technical', 1.6, 'OD'],
  ['Tarnwerk', 'technical', 1.8, 'DO'],
  ['Orbix', 'technical', 0.9, 'DL'],
  ['Casa Verano', 'coastal', 1, 'GB'],
  ['Oliveto', 'coastal', 1.2, 'KG'],
  ['Terra Salina', 'coastal', 0.8, 'KL'],
  ['Bottega Lume', 'coastal', 1.7, 'LF'],
  ['Maré Alta', 'coastal', 1.1, 'CO'],
  ['Costa Limón', 'coastal', 0.9, 'CG'],
  ['Porto Miel', 'coastal', 1.3, 'SB'],
]

export const BRANDS: readonly Brand[] = TABLE.map(([name, style, level, codes]) => ({
  name,
  style,
  level,
  departments: [...codes].map((code) => CODES[code]),
}))
