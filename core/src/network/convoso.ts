/** Where Convoso's deliveries come from (seed 001, "Network Whitelisting"; domain-facts B.1). */
export const CONVOSO_ADDRESSES = '66.85.240.0/21';
