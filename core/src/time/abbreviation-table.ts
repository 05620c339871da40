/**
 * The letters that clocks go by, for zones that have them, from 1970 to 2037.
 * Generated from PHP's zones, tzdata 2025b-0+deb12u2 (Debian), by core/test/adaptor/dates/generate-abbreviations.php.
 *
 * A history has an abbreviation for each offset in seconds. Where an offset takes another abbreviation, a new list
 * begins, with the epoch second after an `@`. The first list also counts for what was before. An offset that is not
 * in the list goes by its number. A zone that begins with a slash is in the area of the one before it.
 */
export const ABBREVIATION_TABLE: readonly (readonly [history: string, zones: string])[] = [
  [
    '0:GMT',
    `Africa/Abidjan /Accra /Bamako /Banjul /Bissau /Conakry /Dakar /Freetown /Lome /Nouakchott /Ouagadougou
    /Timbuktu America/Danmarkshavn Atlantic/Reykjavik /St_Helena Etc/GMT /GMT+0 /GMT-0 /GMT0 /Greenwich GMT
    GMT+0 GMT-0 GMT0 Greenwich Iceland`,
  ],
  [
    '10800:EAT',
    `Africa/Addis_Ababa /Asmara /Asmera /Dar_es_Salaam /Djibouti /Kampala /Mogadishu /Nairobi
    Indian/Antananarivo /Comoro /Mayotte`,
  ],
  [
    '0:WET 3600:WEST @246236400 3600:CET 7200:CEST 0:WET @325468800 3600:WEST 0:WET @357523200 3600:CET',
    `Africa/Algiers`,
  ],
  [
    '3600:WAT',
    `Africa/Bangui /Brazzaville /Douala /Kinshasa /Lagos /Libreville /Luanda /Malabo /Niamey /Porto-Novo`,
  ],
  ['7200:CAT', 'Africa/Blantyre /Bujumbura /Gaborone /Harare /Kigali /Lubumbashi /Lusaka /Maputo'],
  [
    '7200:EET 10800:EEST',
    `Africa/Cairo Asia/Beirut /Nicosia EET Egypt Europe/Athens /Bucharest /Helsinki /Mariehamn /Nicosia
    /Sofia`,
  ],
  ['0:WET 3600:WEST @448243200 3600:CET 7200:CEST', 'Africa/Ceuta'],
  ['7200:SAST', 'Africa/Johannesburg /Maseru /Mbabane'],
  ['7200:CAT 10800:CAST @947930400 10800:EAT 7200:CAT', 'Africa/Juba /Khartoum'],
  ['-2670:MMT 0:GMT', 'Africa/Monrovia'],
  ['3600:WAT 7200:WAST', 'Africa/Ndjamena'],
  ['0:GMT 3600:WAT', 'Africa/Sao_Tome'],
  [
    '7200:EET 3600:CET @386463600 7200:CEST 3600:CET @641775600 7200:EET 3600:CET @860108400 7200:CEST @875916000 7200:EET 3600:CET @1364515200 7200:CEST @1382659200 7200:EET',
    `Africa/Tripoli Libya`,
  ],
  [
    '3600:CET 7200:CEST',
    `Africa/Tunis Arctic/Longyearbyen Atlantic/Jan_Mayen CET Europe/Amsterdam /Andorra /Belgrade /Berlin
    /Bratislava /Brussels /Budapest /Busingen /Copenhagen /Gibraltar /Ljubljana /Luxembourg /Madrid /Malta
    /Monaco /Oslo /Paris /Podgorica /Prague /Rome /San_Marino /Sarajevo /Skopje /Stockholm /Tirane /Vaduz
    /Vatican /Vienna /Warsaw /Zagreb /Zurich MET Poland`,
  ],
  ['7200:SAST @637970400 7200:CAT 3600:WAT', 'Africa/Windhoek'],
  [
    '-39600:BST -36000:BDT @436363200 -36000:AHST @439034400 -36000:HST -32400:HDT',
    `America/Adak /Atka US/Aleutian`,
  ],
  [
    '-36000:AHST -32400:AHDT @436359600 -32400:YST @439030800 -32400:AKST -28800:AKDT',
    `America/Anchorage US/Alaska`,
  ],
  [
    '-14400:AST',
    `America/Anguilla /Antigua /Aruba /Blanc-Sablon /Curacao /Dominica /Grenada /Guadeloupe /Kralendijk
    /Lower_Princes /Marigot /Miquelon /Montserrat /Port_of_Spain /Puerto_Rico /St_Barthelemy /St_Kitts
    /St_Lucia /St_Thomas /St_Vincent /Tortola /Virgin`,
  ],
  ['-18000:EST', 'America/Atikokan /Cayman /Coral_Harbour /Panama EST'],
  ['-25200:MST -21600:MDT -18000:CDT @1288508400 -21600:CST -18000:CDT', 'America/Bahia_Banderas'],
  [
    '-14400:AST -10800:ADT',
    `America/Barbados /Glace_Bay /Halifax /Martinique /Moncton /Thule Atlantic/Bermuda Canada/Atlantic`,
  ],
  [
    '-21600:CST -18000:CDT',
    `America/Belize /Chicago /Costa_Rica /El_Salvador /Guatemala /Matamoros /Mexico_City /Monterrey
    /Rainy_River /Tegucigalpa /Winnipeg Canada/Central CST6CDT Mexico/General US/Central`,
  ],
  [
    '-25200:MST -21600:MDT',
    `America/Boise /Denver /Edmonton /Hermosillo /Mazatlan /Shiprock /Yellowknife Canada/Mountain
    Mexico/BajaSur MST7MDT Navajo US/Mountain`,
  ],
  [
    '-25200:MST -21600:MDT @941356800 -21600:CST -18000:CDT @972802800 -18000:EST -21600:CST @986115600 -21600:MDT -25200:MST',
    `America/Cambridge_Bay`,
  ],
  [
    '-21600:CST -18000:EST @828864000 -18000:CDT -21600:CST @877849200 -18000:EST -14400:EDT @902037600 -18000:CDT -21600:CST @1422777600 -18000:EST',
    `America/Cancun`,
  ],
  ['-21600:CST -18000:CDT @891766800 -21600:MDT -25200:MST @1667116800 -21600:CST', 'America/Chihuahua'],
  [
    '-21600:CST -18000:CDT @891766800 -21600:MDT -25200:MST @1667116800 -21600:CST -25200:MST @1678611600 -21600:MDT -25200:MST',
    `America/Ciudad_Juarez`,
  ],
  ['-25200:MST', 'America/Creston /Phoenix MST US/Arizona'],
  ['-32400:YST -28800:PST -25200:PDT @1604214000 -25200:MST', 'America/Dawson'],
  ['-28800:PST -25200:PDT @84013200 -25200:MST', 'America/Dawson_Creek'],
  [
    '-18000:EST -14400:EDT',
    `America/Detroit /Fort_Wayne /Indiana/Indianapolis /Indiana/Vevay /Indianapolis /Jamaica /Montreal
    /Nassau /New_York /Nipigon /Port-au-Prince /Thunder_Bay /Toronto Canada/Eastern EST5EDT Jamaica
    US/East-Indiana /Eastern /Michigan`,
  ],
  [
    '-28800:PST -25200:PDT',
    `America/Ensenada /Los_Angeles /Santa_Isabel /Tijuana /Vancouver Canada/Pacific Mexico/BajaNorte PST8PDT
    US/Pacific`,
  ],
  ['-28800:PST -25200:PDT @1425808800 -25200:MST', 'America/Fort_Nelson'],
  ['-14400:AST -10800:ADT -7200:ADDT', 'America/Goose_Bay'],
  ['-18000:EST -14400:EDT @1425798000 -14400:AST @1520751600 -14400:EDT -18000:EST', `America/Grand_Turk`],
  ['-18000:CST -14400:CDT', 'America/Havana Cuba'],
  [
    '-21600:CST -18000:CDT @688546800 -18000:EST @1143961200 -18000:CDT -21600:CST',
    `America/Indiana/Knox /Knox_IN US/Indiana-Starke`,
  ],
  [
    '-18000:EST -14400:EDT @126687600 -18000:CDT @152089200 -18000:EST -14400:EDT',
    `America/Indiana/Marengo /Kentucky/Louisville /Louisville`,
  ],
  [
    '-21600:CST -18000:CDT @247042800 -18000:EST @1143961200 -18000:CDT -21600:CST @1194159600 -18000:EST -14400:EDT',
    `America/Indiana/Petersburg`,
  ],
  ['-18000:EST -14400:EDT @1143961200 -18000:CDT -21600:CST', 'America/Indiana/Tell_City'],
  [
    '-18000:EST -14400:EDT @1143961200 -18000:CDT -21600:CST @1194159600 -18000:EST -14400:EDT',
    `America/Indiana/Vincennes`,
  ],
  [
    '-18000:EST -14400:EDT @1143961200 -18000:CDT -21600:CST -14400:EDT @1194156000 -18000:EST -14400:EDT',
    `America/Indiana/Winamac`,
  ],
  ['-28800:PST -25200:PDT -21600:MDT @309945600 -25200:MST -21600:MDT', 'America/Inuvik'],
  [
    '-18000:EST -14400:EDT -21600:CST @954662400 -18000:CDT @972802800 -18000:EST -14400:EDT',
    `America/Iqaluit /Pangnirtung`,
  ],
  [
    '-28800:PST -25200:PDT @325677600 -28800:YDT @341402400 -28800:PST -25200:PDT -32400:YST @439030800 -32400:AKST -28800:AKDT',
    `America/Juneau`,
  ],
  ['-21600:CST -18000:CDT @972802800 -18000:EST -14400:EDT', 'America/Kentucky/Monticello'],
  [
    '-21600:CST -18000:EST @290584800 -18000:CDT -21600:CST @694260000 -18000:EST -21600:CST @1113112800 -18000:CDT -21600:CST',
    `America/Managua`,
  ],
  ['-18000:EST @104914800 -18000:CDT -21600:CST', 'America/Menominee'],
  ['-21600:CST -18000:EST @828864000 -18000:CDT -21600:CST', 'America/Merida'],
  [
    '-28800:PST -25200:PDT -32400:AKST @1457866800 -28800:AKDT -32400:AKST @1541325600 -28800:PST -32400:AKST @1552215600 -28800:AKDT -32400:AKST',
    `America/Metlakatla`,
  ],
  ['-39600:BST -36000:BDT -32400:YST @439030800 -32400:AKST -28800:AKDT', 'America/Nome'],
  ['-25200:MST -21600:MDT @1289116800 -21600:CST -18000:CDT', 'America/North_Dakota/Beulah'],
  ['-25200:MST -21600:MDT @720000000 -21600:CST -18000:CDT', 'America/North_Dakota/Center'],
  ['-25200:MST -21600:MDT @1067155200 -21600:CST -18000:CDT', 'America/North_Dakota/New_Salem'],
  [
    '-21600:CST -18000:CDT @891766800 -21600:MDT -25200:MST @1667116800 -21600:CST -18000:CDT',
    `America/Ojinaga`,
  ],
  ['-21600:CST -18000:CDT @972802800 -18000:EST @986112000 -18000:CDT -21600:CST', `America/Rankin_Inlet`],
  ['-21600:CST', 'America/Regina Canada/Saskatchewan'],
  [
    '-21600:CST -18000:CDT @972802800 -18000:EST @986112000 -18000:CDT -21600:CST @1162105200 -18000:EST @1173600000 -18000:CDT -21600:CST',
    `America/Resolute`,
  ],
  ['-18000:EST -14400:AST', 'America/Santo_Domingo'],
  ['-28800:PST -25200:PDT -32400:YST @439030800 -32400:AKST -28800:AKDT', 'America/Sitka'],
  ['-12600:NST -9000:NDT -5400:NDDT', 'America/St_Johns Canada/Newfoundland'],
  ['-25200:MST -21600:CST', 'America/Swift_Current'],
  ['-28800:PST -25200:PDT @1604214000 -25200:MST', 'America/Whitehorse Canada/Yukon'],
  ['-32400:YST -28800:YDT @439030800 -32400:AKST -28800:AKDT', 'America/Yakutat'],
  ['39600:AEDT 36000:AEST', 'Antarctica/Macquarie Australia/Currie /Hobart /Tasmania'],
  ['43200:NZST 46800:NZDT', 'Antarctica/McMurdo /South_Pole NZ Pacific/Auckland'],
  ['0:-00', 'Antarctica/Rothera /Vostok'],
  ['0:-00 @1108166400', 'Antarctica/Troll'],
  ['7200:EET 10800:EEST @1666908000', 'Asia/Amman'],
  ['19800:IST', 'Asia/Calcutta /Kolkata'],
  ['28800:CST 32400:CDT', 'Asia/Chongqing /Chungking /Harbin /Macao /Macau /Shanghai /Taipei PRC ROC'],
  ['7200:EET 10800:EEST @1666904400', 'Asia/Damascus'],
  ['7200:EET 10800:EEST @1473282000 7200:EET @1521939600 10800:EEST 7200:EET', 'Asia/Famagusta'],
  ['7200:IST 10800:IDT @820447200 7200:EET 10800:EEST', 'Asia/Gaza /Hebron'],
  ['28800:HKT 32400:HKST', 'Asia/Hong_Kong Hongkong'],
  [
    '7200:EET 10800:EEST @267915600 7200:EET @482799600 10800:EEST 7200:EET @1473195600',
    `Asia/Istanbul Europe/Istanbul Turkey`,
  ],
  ['25200:WIB', 'Asia/Jakarta'],
  ['32400:WIT', 'Asia/Jayapura'],
  ['7200:IST 10800:IDT', 'Asia/Jerusalem /Tel_Aviv Israel'],
  ['@38775600 18000:PKT 21600:PKST', 'Asia/Karachi'],
  ['28800:WITA', 'Asia/Makassar /Ujung_Pandang'],
  ['28800:PST 32400:PDT', 'Asia/Manila'],
  ['28800:WITA 25200:WIB', 'Asia/Pontianak'],
  ['32400:KST 30600:KST', 'Asia/Pyongyang'],
  ['32400:KST 36000:KDT', 'Asia/Seoul ROK'],
  ['32400:JST', 'Asia/Tokyo Japan'],
  ['@725421600 0:WET 3600:WEST @740278800', 'Atlantic/Azores'],
  ['0:WET 3600:WEST', 'Atlantic/Canary /Faeroe /Faroe /Madeira'],
  [
    '36000:AEST 39600:AEDT',
    `Australia/ACT /Brisbane /Canberra /Lindeman /Melbourne /NSW /Queensland /Sydney /Victoria`,
  ],
  ['34200:ACST 37800:ACDT', 'Australia/Adelaide /Broken_Hill /South /Yancowinna'],
  ['34200:ACST', 'Australia/Darwin /North'],
  ['36000:AEST', 'Australia/LHI /Lord_Howe'],
  ['28800:AWST 32400:AWDT', 'Australia/Perth /West'],
  ['3600:IST 0:GMT', 'Eire Europe/Dublin'],
  ['0:UTC', 'Etc/UCT /Universal /UTC /Zulu UCT Universal UTC Zulu'],
  ['3600:BST 0:GMT', 'Europe/Belfast /Guernsey /Isle_of_Man /Jersey /London GB GB-Eire'],
  ['10800:MSK 14400:MSD @641944800 10800:EEST 7200:EET', 'Europe/Chisinau /Tiraspol'],
  ['10800:MSK 14400:MSD @606870000 10800:EEST 7200:EET @1301184000 7200:EET', 'Europe/Kaliningrad'],
  ['10800:MSK 14400:MSD @646783200 10800:EEST 7200:EET', 'Europe/Kiev /Kyiv /Uzhgorod /Zaporozhye'],
  [
    '@606866400 14400:MSD 10800:MSK @670374000 @701820000 14400:MSD 10800:MSK @1301180400 14400:MSK 10800:MSK',
    `Europe/Kirov`,
  ],
  [
    '3600:CET 0:WET @228268800 3600:WEST 0:WET @717555600 3600:CET 7200:CEST @828234000 3600:WEST 0:WET',
    `Europe/Lisbon Portugal WET`,
  ],
  ['10800:MSK 14400:MSD @670374000 10800:EEST 7200:EET @1301184000', 'Europe/Minsk'],
  [
    '10800:MSK 14400:MSD @670374000 10800:EEST 7200:EET @695779200 10800:MSK 14400:MSD @1301180400 14400:MSK 10800:MSK',
    `Europe/Moscow W-SU`,
  ],
  ['10800:MSK 14400:MSD @606870000 10800:EEST 7200:EET', 'Europe/Riga /Tallinn'],
  [
    '10800:MSK 14400:MSD 7200:EET @701827200 10800:EEST 7200:EET 14400:MSD @780447600 10800:MSK 14400:MSD @859683600 10800:EEST 7200:EET 14400:MSK @1414274400 10800:MSK',
    `Europe/Simferopol`,
  ],
  [
    '10800:MSK 14400:MSD @606870000 10800:EEST 7200:EET @891133200 7200:CEST 3600:CET @941331600 7200:EET 10800:EEST',
    `Europe/Vilnius`,
  ],
  [
    '@575416800 14400:MSD 10800:MSK @670374000 @701820000 14400:MSD 10800:MSK @1301180400 14400:MSK 10800:MSK @1540681200 10800:MSK',
    `Europe/Volgograd`,
  ],
  ['-36000:HST', 'HST Pacific/Honolulu /Johnston US/Hawaii'],
  ['36000:GST 39600:GDT @977493600 36000:ChST', 'Pacific/Guam /Saipan'],
  ['-39600:SST', 'Pacific/Midway /Pago_Pago /Samoa US/Samoa'],
];
