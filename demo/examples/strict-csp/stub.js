/* What is inline elsewhere: it keeps calls until the SDK has come. */
function penchant(...call) {
  penchant.q.push(call)
}
penchant.q = []
window.penchant = penchant
