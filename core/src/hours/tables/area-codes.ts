import type { Table } from './table.js';
import {
  ALASKA,
  ALEUTIAN,
  ARIZONA,
  CENTRAL,
  EASTERN,
  GUAM,
  HAWAII,
  MARIANAS,
  MOUNTAIN,
  PACIFIC,
  PUERTO_RICO,
  SAMOA,
  VIRGIN_ISLANDS,
} from './zones.js';

/**
 * `zones` are those of the area, that of most people first. A clock that fewer than one in twenty of its people go by
 * stands apart among the `corners`. A number alone says too little about where its owner lives to give up an hour a
 * day for them; but where an address leaves such a clock open, the area code does not rule it out.
 */
export type AreaCodeRow = readonly [
  states: string,
  zones: readonly string[],
  areaCodes: string,
  corners?: readonly string[],
];

/**
 * The area codes of the states, DC and the territories. Codes that serve no area (800, 900, 500 …) are none.
 *
 * Zones were told from where the exchanges of each code lie. Known to be wrong elsewhere: 219 is north-west Indiana
 * and Central (some villages of White and Pulaski county are Eastern), 423 is Chattanooga and the Tri-Cities and
 * Eastern (Marion, Sequatchie and Bledsoe county are Central), 931 is Central throughout.
 */
export const US_AREA_CODES: Table<AreaCodeRow> = {
  version: '2026-11-25',
  sources: [
    'North American Numbering Plan: assigned codes as of libphonenumber, September 2026',
    'State commissions on overlays since: 357 436 457 471 483 621 624 679 729 837 861 924',
    'Exchange places of libphonenumber, laid on the IANA time zone boundaries',
  ],
  rows: [
    ['AK', [ALASKA], '907', [ALEUTIAN]],
    ['AL', [CENTRAL], '205 251 256 334 483 659 938'],
    ['AR', [CENTRAL], '327 479 501 870'],
    ['AS', [SAMOA], '684'],
    ['AZ', [ARIZONA], '480 520 602 623'],
    ['AZ', [ARIZONA, MOUNTAIN], '928'],
    [
      'CA',
      [PACIFIC],
      `209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747
      760 805 818 820 831 837 840 858 909 916 925 949 951`,
    ],
    ['CO', [MOUNTAIN], '303 719 720 748 970 983'],
    ['CT', [EASTERN], '203 475 860 959'],
    ['DC', [EASTERN], '202 771'],
    ['DE', [EASTERN], '302'],
    ['FL', [EASTERN], '239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954'],
    ['FL', [CENTRAL, EASTERN], '448 850'],
    ['GA', [EASTERN], '229 404 470 478 678 706 762 770 912 943'],
    ['GU', [GUAM], '671'],
    ['HI', [HAWAII], '808'],
    ['IA', [CENTRAL], '319 515 563 641 712'],
    ['ID', [MOUNTAIN, PACIFIC], '208 986'],
    ['IL', [CENTRAL], '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872'],
    ['IN', [CENTRAL], '219', [EASTERN]],
    ['IN', [EASTERN], '260 317 463 765'],
    ['IN', [EASTERN], '574', [CENTRAL]],
    ['IN', [EASTERN, CENTRAL], '812 930'],
    ['KS', [CENTRAL], '316 913'],
    ['KS', [CENTRAL], '620 785', [MOUNTAIN]],
    ['KY', [CENTRAL, EASTERN], '270 364'],
    ['KY', [EASTERN], '502 859'],
    ['KY', [EASTERN], '606', [CENTRAL]],
    ['LA', [CENTRAL], '225 318 337 457 504 985'],
    ['MA', [EASTERN], '339 351 413 508 617 774 781 857 978'],
    ['MD', [EASTERN], '227 240 301 410 443 667'],
    ['ME', [EASTERN], '207'],
    ['MI', [EASTERN], '231 248 269 313 517 586 616 679 734 810 947 989'],
    ['MI', [EASTERN, CENTRAL], '906'],
    ['MN', [CENTRAL], '218 320 507 612 651 763 924 952'],
    ['MO', [CENTRAL], '235 314 417 557 573 636 660 816 975'],
    ['MP', [MARIANAS], '670'],
    ['MS', [CENTRAL], '228 471 601 662 769'],
    ['MT', [MOUNTAIN], '406'],
    ['NC', [EASTERN], '252 336 472 704 743 828 910 919 980 984'],
    ['ND', [CENTRAL, MOUNTAIN], '701'],
    ['NE', [CENTRAL, MOUNTAIN], '308'],
    ['NE', [CENTRAL], '402 531'],
    ['NH', [EASTERN], '603'],
    ['NJ', [EASTERN], '201 551 609 640 732 848 856 862 908 973'],
    ['NM', [MOUNTAIN], '505 575'],
    ['NV', [PACIFIC], '702 725 775'],
    [
      'NY',
      [EASTERN],
      '212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934',
    ],
    ['OH', [EASTERN], '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937'],
    ['OK', [CENTRAL], '405 539 572 580 918'],
    ['OR', [PACIFIC], '458 541', [MOUNTAIN]],
    ['OR', [PACIFIC], '503 971'],
    ['PA', [EASTERN], '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878'],
    ['PR', [PUERTO_RICO], '787 939'],
    ['RI', [EASTERN], '401'],
    ['SC', [EASTERN], '803 821 839 843 854 864'],
    ['SD', [CENTRAL, MOUNTAIN], '605'],
    ['TN', [CENTRAL], '615 629 731 901 931'],
    ['TN', [EASTERN], '423 729', [CENTRAL]],
    ['TN', [EASTERN], '865'],
    [
      'TX',
      [CENTRAL],
      `210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972
      979`,
    ],
    ['TX', [MOUNTAIN], '915'],
    ['UT', [MOUNTAIN], '385 435 801'],
    ['VA', [EASTERN], '276 434 540 571 686 703 757 804 826 948'],
    ['VI', [VIRGIN_ISLANDS], '340'],
    ['VT', [EASTERN], '802'],
    ['WA', [PACIFIC], '206 253 360 425 509 564'],
    ['WI', [CENTRAL], '262 274 353 414 534 608 715 920'],
    ['WV', [EASTERN], '304 681'],
    ['WY', [MOUNTAIN], '307'],
  ],
};
