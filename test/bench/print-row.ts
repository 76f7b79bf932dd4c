/** One line of a table with columns of equal width, numbers with one decimal. */
export function printRow(cells: readonly (string | number)[]): void {
  console.log(cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(14)).join(''))
}
