type Names = readonly [string, ...string[]]
type Named = readonly [name: string, stem: string]

const split = (words: string): Names => words.split(' ') as unknown as Names

export const firstNames = split(
  'Amara Noah Priya Lukas Sofia Mateo Yuki Fatima Oliver Ingrid Kwame Elena Tomas Aisha Henrik Mei Diego Hannah Ravi Clara ' +
    'Omar Freya Jonas Leila Marco Nadia Samuel Zara Felix Anika Pablo Greta Hassan Julia Kenji Lucia Martin Nora Oscar Paula ' +
    'Quentin Rosa Stefan Tara Umar Vera Wanda Xavier Yara Zeno Astrid Bruno Chloe Dmitri Esther Farid Gloria Hugo Irina Jamal',
)

export const lastNames = split(
  'Okafor Lindqvist Sharma Weber Rossi Alvarez Tanaka Haddad Bennett Nilsen Mensah Petrova Novak Rahman Larsen Chen Morales ' +
    'Fischer Patel Dubois Farouk Hansen Keller Nasser Ricci Kowalski Osei Malik Brandt Iyer Ortega Schmidt Aziz Moreau Sato ' +
    'Costa Berg Ahmed Lund Silva Laurent Vega Horvat Singh Yilmaz Popescu Novotny Garcia Demir Castillo Holm Marino Leroy ' +
    'Ivanov Cohen Karimi Mbeki Wagner Sokolov Diallo Byrne Kim Lopez Murphy Nakamura Olsen Park Quist Reyes Suzuki Turner',
)

export const jobTitles: Names = [
  'Software Engineer',
  'Product Manager',
  'Support Agent',
  'Financial Analyst',
  'Designer',
  'Data Scientist',
  'Site Reliability Engineer',
  'Recruiter',
  'Account Executive',
  'Technical Writer',
]

/** Teams of the company: name and what it is for. The first are the largest. */
export const teams: readonly (readonly [name: string, description: string])[] = [
  ['engineering', 'Everybody who builds the product'],
  ['customer-support', 'Agents of the service desk'],
  ['product', 'Product managers and researchers'],
  ['sales', 'Account executives and sales engineers'],
  ['finance', 'Accounting, payroll and planning'],
  ['people', 'Recruiting and people operations'],
  ['design', 'Product and brand design'],
  ['marketing', 'Campaigns, web and events'],
  ['security', 'Security engineering and incident response'],
  ['data', 'Analytics and data platform'],
  ['platform', 'Infrastructure and developer tools'],
  ['mobile', 'The apps for phones'],
  ['legal', 'Contracts and privacy'],
  ['operations', 'Facilities and purchasing'],
  ['quality', 'Testing and release'],
  ['research', 'Long-term research'],
  ['documentation', 'Manuals and help pages'],
  ['partners', 'Agencies and resellers'],
  ['training', 'Courses for customers'],
  ['leadership', 'Heads of departments'],
]

/** Names that are not written in plain Latin letters, or not in two words, with the part of the address before the `@`. */
export const unusualNames: readonly [Named, ...Named[]] = [
  ['李小龙', 'xiaolong.li'],
  ['Олександра Шевченко', 'oleksandra.shevchenko'],
  ['Αλεξάνδρα Παπαδοπούλου', 'alexandra.papadopoulou'],
  ['محمد الفارسي', 'mohammed.alfarsi'],
  ['Søren Ærøskøbing', 'soeren.aeroeskoebing'],
  ["Siobhán O'Callaghan-Ní Bhriain", 'siobhan.ocallaghan'],
  ['Sukarno', 'sukarno'],
  [
    'María de los Ángeles Fernández-Cuéllar de la Torre y Santiago-Montenegro',
    'maria.de.los.angeles.fernandez.cuellar.de.la.torre',
  ],
]
