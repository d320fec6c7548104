type Names = readonly [string, ...string[]]

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

/** A name as it is written, with what its e-mail is made of. */
export const namesInOtherScripts: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['Юлия Соколова', 'yulia.sokolova'],
  ['Дмитрий Ковальчук', 'dmytro.kovalchuk'],
  ['Αλεξάνδρα Παπαδοπούλου', 'alexandra.papadopoulou'],
  ['王小明', 'wang.xiaoming'],
  ['陳怡君', 'chen.yijun'],
  ['佐藤 陽子', 'sato.yoko'],
  ['鈴木 健太', 'suzuki.kenta'],
  ['김민준', 'kim.minjun'],
  ['이서연', 'lee.seoyeon'],
  ['فاطمة الزهراء', 'fatima.alzahra'],
  ['محمد عبد الرحمن', 'mohamed.abdelrahman'],
  ['נועה לוי', 'noa.levi'],
  ['प्रिया शर्मा', 'priya.sharma'],
  ['অনন্যা দাস', 'ananya.das'],
  ['สมชาย ใจดี', 'somchai.jaidee'],
  ['ნინო ბერიძე', 'nino.beridze'],
  ['Արամ Պետրոսյան', 'aram.petrosyan'],
  ['Þórdís Ægisdóttir', 'thordis.aegisdottir'],
  ['Nguyễn Thị Ánh Tuyết', 'nguyen.tuyet'],
  ['Łukasz Żółć', 'lukasz.zolc'],
]

/** One of many words, one of few without a blank, one of both. */
export const longNames: Names = [
  'María de los Ángeles Fernández-Castañeda y Ruiz de la Torre-Montecristo de Villafranca del Bierzo',
  'Hubert Blaine Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe',
  'Srinivasa Venkata Subrahmanya Satyanarayana Lakshminarasimha Ramachandramurthy Anantapadmanabhachari Chakravarthy',
]

/** What service accounts connect, and what they do there. */
export const systems: Names = split(
  'Backup Billing Calendar Chat Catalog Deploy Directory Invoice Monitor Payroll Survey',
)
export const robotKinds: Names = split('Bot Sync Importer Bridge Exporter')

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
