/** Entry of the shop's separate pages: the SDK comes by its script tag, from another origin. */
import './style/shop.css'
import { personalizerByTag } from './personalizer-by-tag.ts'
import { startShop } from './start-shop.ts'

startShop(personalizerByTag(), (address) => location.assign(address)).enter()
