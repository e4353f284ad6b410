// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'fixture' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"about":{"type":"string"},"base":{"type":"string"},"snapshot":{"type":"object","properties":{"schema":{"type":"string","const":"fngvt.snapshot/1"},"taken":{},"tool":{},"note":{},"redactions":{},"files":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"stats":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"failed":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"links":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"dirs":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"anyOf":[{"$ref":"#/definitions/__schema1"},{"type":"null"}]}},"binary":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"inventory":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"absent":{"allOf":[{"$ref":"#/definitions/__schema1"}]},"denied":{"allOf":[{"$ref":"#/definitions/__schema1"}]},"commands":{"type":"array","items":{"type":"object","properties":{"argv":{"$ref":"#/definitions/__schema1"}},"required":["argv"]}}},"additionalProperties":false},"expect":{}},"required":["snapshot"],"definitions":{"__schema0":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{}},"__schema1":{"type":"array","items":{"type":"string"}}}};
const func2 = Object.prototype.hasOwnProperty;
const schema8 = {"type":"object","propertyNames":{"type":"string"},"additionalProperties":{}};

function validate19(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 !== "string"){
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
errors++;
return false;
break;
}
}
}
else {
return false;
}
}
return errors === 0;
}

const schema9 = {"type":"array","items":{"type":"string"}};

function validate24(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
return false;
}
}
return errors === 0;
}


function validate18(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.snapshot === undefined) && (missing0 = "snapshot")){
return false;
}
else {
if(data.about !== undefined){
let data0 = data.about;
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.base !== undefined){
let data1 = data.base;
const _errs3 = errors;
if(typeof data1 !== "string"){
return false;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.snapshot !== undefined){
let data2 = data.snapshot;
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
const _errs7 = errors;
for(const key0 in data2){
if(!(func2.call(schema7.properties.snapshot.properties, key0))){
return false;
break;
}
}
if(_errs7 === errors){
if(data2.schema !== undefined){
let data3 = data2.schema;
const _errs8 = errors;
if(typeof data3 !== "string"){
return false;
}
if("fngvt.snapshot/1" !== data3){
return false;
}
var valid1 = _errs8 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.files !== undefined){
const _errs10 = errors;
if(!(validate19(data2.files))){
errors++;
}
var valid1 = _errs10 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.stats !== undefined){
const _errs12 = errors;
if(!(validate19(data2.stats))){
errors++;
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.failed !== undefined){
const _errs14 = errors;
if(!(validate19(data2.failed))){
errors++;
}
var valid1 = _errs14 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.links !== undefined){
const _errs16 = errors;
if(!(validate19(data2.links))){
errors++;
}
var valid1 = _errs16 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.dirs !== undefined){
let data8 = data2.dirs;
const _errs18 = errors;
if(errors === _errs18){
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
const _errs20 = errors;
if(typeof key1 !== "string"){
errors++;
}
var valid6 = _errs20 === errors;
if(!valid6){
errors++;
return false;
break;
}
}
if(valid6){
for(const key2 in data8){
let data9 = data8[key2];
const _errs23 = errors;
const _errs24 = errors;
let valid8 = false;
const _errs25 = errors;
if(!(validate24(data9))){
errors++;
}
var _valid0 = _errs25 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs26 = errors;
if(data9 !== null){
errors++;
}
var _valid0 = _errs26 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
errors++;
return false;
}
else {
errors = _errs24;
}
var valid7 = _errs23 === errors;
if(!valid7){
break;
}
}
}
}
else {
return false;
}
}
var valid1 = _errs18 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.binary !== undefined){
const _errs28 = errors;
if(!(validate19(data2.binary))){
errors++;
}
var valid1 = _errs28 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.inventory !== undefined){
const _errs30 = errors;
if(!(validate19(data2.inventory))){
errors++;
}
var valid1 = _errs30 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.absent !== undefined){
const _errs32 = errors;
if(!(validate24(data2.absent))){
errors++;
}
var valid1 = _errs32 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.denied !== undefined){
const _errs34 = errors;
if(!(validate24(data2.denied))){
errors++;
}
var valid1 = _errs34 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.commands !== undefined){
let data14 = data2.commands;
const _errs36 = errors;
if(errors === _errs36){
if(Array.isArray(data14)){
var valid13 = true;
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
const _errs38 = errors;
if(errors === _errs38){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing1;
if((data15.argv === undefined) && (missing1 = "argv")){
return false;
}
else {
if(data15.argv !== undefined){
if(!(validate24(data15.argv))){
errors++;
}
}
}
}
else {
return false;
}
}
var valid13 = _errs38 === errors;
if(!valid13){
break;
}
}
}
else {
return false;
}
}
var valid1 = _errs36 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
return false;
}
}
return errors === 0;
}
