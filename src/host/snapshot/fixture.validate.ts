// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'fixture' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"about":{"type":"string"},"base":{"type":"string"},"snapshot":{"type":"object","properties":{"schema":{"type":"string","const":"fngvt.snapshot/1"},"taken":{},"tool":{},"note":{},"redactions":{},"files":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"stats":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"failed":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"links":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"dirs":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"anyOf":[{"$ref":"#/definitions/__schema1"},{"type":"null"}]}},"binary":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"inventory":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"absent":{"allOf":[{"$ref":"#/definitions/__schema1"}]},"denied":{"allOf":[{"$ref":"#/definitions/__schema1"}]},"commands":{"type":"array","items":{"type":"object","properties":{"argv":{"$ref":"#/definitions/__schema1"}},"required":["argv"]}}},"additionalProperties":false},"expect":{}},"required":["snapshot"],"definitions":{"__schema0":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{}},"__schema1":{"type":"array","items":{"type":"string"}}}};
const func2 = Object.prototype.hasOwnProperty;
const schema8 = {"type":"object","propertyNames":{"type":"string"},"additionalProperties":{}};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 !== "string"){
const err0 = true;
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = true;
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate19.errors = vErrors;
return false;
break;
}
}
}
else {
validate19.errors = [true];
return false;
}
}
validate19.errors = vErrors;
return errors === 0;
}

const schema9 = {"type":"array","items":{"type":"string"}};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
var valid0 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs1 = errors;
if(typeof data0 !== "string"){
validate24.errors = [true];
return false;
}
var valid0 = _errs1 === errors;
if(!valid0){
break;
}
}
}
else {
validate24.errors = [true];
return false;
}
}
validate24.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.snapshot === undefined) && (missing0 = "snapshot")){
validate18.errors = [true];
return false;
}
else {
if(data.about !== undefined){
let data0 = data.about;
const _errs1 = errors;
if(typeof data0 !== "string"){
validate18.errors = [true];
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
validate18.errors = [true];
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
validate18.errors = [true];
return false;
break;
}
}
if(_errs7 === errors){
if(data2.schema !== undefined){
let data3 = data2.schema;
const _errs8 = errors;
if(typeof data3 !== "string"){
validate18.errors = [true];
return false;
}
if("fngvt.snapshot/1" !== data3){
validate18.errors = [true];
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
if(!(validate19(data2.files, {instancePath:instancePath+"/snapshot/files",parentData:data2,parentDataProperty:"files",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid1 = _errs10 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.stats !== undefined){
const _errs12 = errors;
if(!(validate19(data2.stats, {instancePath:instancePath+"/snapshot/stats",parentData:data2,parentDataProperty:"stats",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid1 = _errs12 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.failed !== undefined){
const _errs14 = errors;
if(!(validate19(data2.failed, {instancePath:instancePath+"/snapshot/failed",parentData:data2,parentDataProperty:"failed",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid1 = _errs14 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.links !== undefined){
const _errs16 = errors;
if(!(validate19(data2.links, {instancePath:instancePath+"/snapshot/links",parentData:data2,parentDataProperty:"links",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
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
const err0 = true;
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var valid6 = _errs20 === errors;
if(!valid6){
const err1 = true;
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
validate18.errors = vErrors;
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
if(!(validate24(data9, {instancePath:instancePath+"/snapshot/dirs/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var _valid0 = _errs25 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs26 = errors;
if(data9 !== null){
const err2 = true;
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs26 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
const err3 = true;
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate18.errors = vErrors;
return false;
}
else {
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
}
var valid7 = _errs23 === errors;
if(!valid7){
break;
}
}
}
}
else {
validate18.errors = [true];
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
if(!(validate19(data2.binary, {instancePath:instancePath+"/snapshot/binary",parentData:data2,parentDataProperty:"binary",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid1 = _errs28 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.inventory !== undefined){
const _errs30 = errors;
if(!(validate19(data2.inventory, {instancePath:instancePath+"/snapshot/inventory",parentData:data2,parentDataProperty:"inventory",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid1 = _errs30 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.absent !== undefined){
const _errs32 = errors;
if(!(validate24(data2.absent, {instancePath:instancePath+"/snapshot/absent",parentData:data2,parentDataProperty:"absent",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
var valid1 = _errs32 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.denied !== undefined){
const _errs34 = errors;
if(!(validate24(data2.denied, {instancePath:instancePath+"/snapshot/denied",parentData:data2,parentDataProperty:"denied",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
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
validate18.errors = [true];
return false;
}
else {
if(data15.argv !== undefined){
if(!(validate24(data15.argv, {instancePath:instancePath+"/snapshot/commands/" + i0+"/argv",parentData:data15,parentDataProperty:"argv",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
}
else {
validate18.errors = [true];
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
validate18.errors = [true];
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
validate18.errors = [true];
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
validate18.errors = [true];
return false;
}
}
validate18.errors = vErrors;
return errors === 0;
}
