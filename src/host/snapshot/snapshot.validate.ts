// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'snapshot' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"schema":{"type":"string","const":"fngvt.snapshot/1"},"taken":{"default":"","type":"string"},"tool":{"type":"object","properties":{"name":{"type":"string"},"version":{"type":"string"},"call":{"type":"string"}},"required":["name","version"]},"note":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"redactions":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"number"}},"files":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"anyOf":[{"$ref":"#/definitions/__schema0"},{"type":"object","properties":{"keep":{"type":"string","maxLength":1000},"text":{"$ref":"#/definitions/__schema0"}},"required":["keep","text"]}]}},"stats":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"object","properties":{"mode":{"type":"string"},"owner":{"type":"number"},"group":{"type":"number"},"size":{"type":"number"},"mtime":{"type":"string"},"free":{"type":"number"}},"required":["mode","owner","group","size","mtime","free"]}},"failed":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"string","enum":["failed","timed out"],"description":"failed or timed out"}},"links":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"$ref":"#/definitions/__schema1"}},"dirs":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"binary":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"string"}},"absent":{"default":[],"type":"array","items":{"$ref":"#/definitions/__schema1"}},"denied":{"default":[],"type":"array","items":{"$ref":"#/definitions/__schema1"}},"commands":{"default":[],"type":"array","items":{"type":"object","properties":{"argv":{"type":"array","items":{"$ref":"#/definitions/__schema1"}},"exit":{"description":"a whole number or null","anyOf":[{"$ref":"#/definitions/__schema2"},{"type":"null"}]},"stdout":{"default":"","allOf":[{"$ref":"#/definitions/__schema0"}]},"stderr":{"default":"","allOf":[{"$ref":"#/definitions/__schema0"}]}},"required":["argv","exit"]}},"inventory":{"default":{},"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":["string","number"]}}}},"required":["schema"],"definitions":{"__schema0":{"type":"string","maxLength":16777216},"__schema1":{"type":"string","maxLength":4096},"__schema2":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema8 = {"type":"string","maxLength":16777216};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 16777216){
validate19.errors = [true];
return false;
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

const schema9 = {"type":"string","maxLength":4096};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 4096){
validate21.errors = [true];
return false;
}
}
else {
validate21.errors = [true];
return false;
}
}
validate21.errors = vErrors;
return errors === 0;
}

const schema10 = {"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991};

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
validate35.errors = [true];
return false;
}
if(errors === 0){
if(typeof data == "number"){
if(data > 9007199254740991 || isNaN(data)){
validate35.errors = [true];
return false;
}
else {
if(data < -9007199254740991 || isNaN(data)){
validate35.errors = [true];
return false;
}
}
}
}
validate35.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.taken === undefined){
data.taken = "";
}
if(data.files === undefined){
data.files = {};
}
if(data.stats === undefined){
data.stats = {};
}
if(data.failed === undefined){
data.failed = {};
}
if(data.links === undefined){
data.links = {};
}
if(data.dirs === undefined){
data.dirs = {};
}
if(data.binary === undefined){
data.binary = {};
}
if(data.absent === undefined){
data.absent = [];
}
if(data.denied === undefined){
data.denied = [];
}
if(data.commands === undefined){
data.commands = [];
}
if(data.inventory === undefined){
data.inventory = {};
}
let missing0;
if((data.schema === undefined) && (missing0 = "schema")){
validate18.errors = [true];
return false;
}
else {
if(data.schema !== undefined){
let data0 = data.schema;
const _errs1 = errors;
if(typeof data0 !== "string"){
validate18.errors = [true];
return false;
}
if("fngvt.snapshot/1" !== data0){
validate18.errors = [true];
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let data1 = data.taken;
const _errs3 = errors;
if(typeof data1 !== "string"){
validate18.errors = [true];
return false;
}
var valid0 = _errs3 === errors;
if(valid0){
if(data.tool !== undefined){
let data2 = data.tool;
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.name === undefined) && (missing1 = "name")) || ((data2.version === undefined) && (missing1 = "version"))){
validate18.errors = [true];
return false;
}
else {
if(data2.name !== undefined){
let data3 = data2.name;
const _errs7 = errors;
if(typeof data3 !== "string"){
validate18.errors = [true];
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.version !== undefined){
let data4 = data2.version;
const _errs9 = errors;
if(typeof data4 !== "string"){
validate18.errors = [true];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.call !== undefined){
let data5 = data2.call;
const _errs11 = errors;
if(typeof data5 !== "string"){
validate18.errors = [true];
return false;
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
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
if(valid0){
if(data.note !== undefined){
const _errs13 = errors;
if(!(validate19(data.note, {instancePath:instancePath+"/note",parentData:data,parentDataProperty:"note",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redactions !== undefined){
let data7 = data.redactions;
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key0 in data7){
const _errs17 = errors;
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
var valid3 = _errs17 === errors;
if(!valid3){
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
if(valid3){
for(const key1 in data7){
let data8 = data7[key1];
const _errs20 = errors;
if(!(typeof data8 == "number")){
validate18.errors = [true];
return false;
}
var valid4 = _errs20 === errors;
if(!valid4){
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
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let data9 = data.files;
const _errs22 = errors;
if(errors === _errs22){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
const _errs24 = errors;
if(!(validate21(key2, {instancePath:instancePath+"/files",parentData:data9,parentDataProperty:"files",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid5 = _errs24 === errors;
if(!valid5){
const err2 = true;
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid5){
for(const key3 in data9){
let data10 = data9[key3];
const _errs26 = errors;
const _errs27 = errors;
let valid7 = false;
const _errs28 = errors;
if(!(validate19(data10, {instancePath:instancePath+"/files/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data9,parentDataProperty:key3,rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var _valid0 = _errs28 === errors;
valid7 = valid7 || _valid0;
if(!valid7){
const _errs29 = errors;
if(errors === _errs29){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
let missing2;
if(((data10.keep === undefined) && (missing2 = "keep")) || ((data10.text === undefined) && (missing2 = "text"))){
const err3 = true;
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
if(data10.keep !== undefined){
let data11 = data10.keep;
const _errs31 = errors;
if(errors === _errs31){
if(typeof data11 === "string"){
if(data11.length > 1000){
const err4 = true;
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = true;
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var valid8 = _errs31 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data10.text !== undefined){
const _errs33 = errors;
if(!(validate19(data10.text, {instancePath:instancePath+"/files/" + key3.replace(/~/g, "~0").replace(/\//g, "~1")+"/text",parentData:data10,parentDataProperty:"text",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid8 = _errs33 === errors;
}
else {
var valid8 = true;
}
}
}
}
else {
const err6 = true;
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid0 = _errs29 === errors;
valid7 = valid7 || _valid0;
}
if(!valid7){
const err7 = true;
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
validate18.errors = vErrors;
return false;
}
else {
errors = _errs27;
if(vErrors !== null){
if(_errs27){
vErrors.length = _errs27;
}
else {
vErrors = null;
}
}
}
var valid6 = _errs26 === errors;
if(!valid6){
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
var valid0 = _errs22 === errors;
if(valid0){
let data13 = data.stats;
const _errs34 = errors;
if(errors === _errs34){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key4 in data13){
const _errs36 = errors;
if(!(validate21(key4, {instancePath:instancePath+"/stats",parentData:data13,parentDataProperty:"stats",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid9 = _errs36 === errors;
if(!valid9){
const err8 = true;
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid9){
for(const key5 in data13){
let data14 = data13[key5];
const _errs38 = errors;
if(errors === _errs38){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if(((((((data14.mode === undefined) && (missing3 = "mode")) || ((data14.owner === undefined) && (missing3 = "owner"))) || ((data14.group === undefined) && (missing3 = "group"))) || ((data14.size === undefined) && (missing3 = "size"))) || ((data14.mtime === undefined) && (missing3 = "mtime"))) || ((data14.free === undefined) && (missing3 = "free"))){
validate18.errors = [true];
return false;
}
else {
if(data14.mode !== undefined){
let data15 = data14.mode;
const _errs40 = errors;
if(typeof data15 !== "string"){
validate18.errors = [true];
return false;
}
var valid11 = _errs40 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data14.owner !== undefined){
let data16 = data14.owner;
const _errs42 = errors;
if(!(typeof data16 == "number")){
validate18.errors = [true];
return false;
}
var valid11 = _errs42 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data14.group !== undefined){
let data17 = data14.group;
const _errs44 = errors;
if(!(typeof data17 == "number")){
validate18.errors = [true];
return false;
}
var valid11 = _errs44 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data14.size !== undefined){
let data18 = data14.size;
const _errs46 = errors;
if(!(typeof data18 == "number")){
validate18.errors = [true];
return false;
}
var valid11 = _errs46 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data14.mtime !== undefined){
let data19 = data14.mtime;
const _errs48 = errors;
if(typeof data19 !== "string"){
validate18.errors = [true];
return false;
}
var valid11 = _errs48 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data14.free !== undefined){
let data20 = data14.free;
const _errs50 = errors;
if(!(typeof data20 == "number")){
validate18.errors = [true];
return false;
}
var valid11 = _errs50 === errors;
}
else {
var valid11 = true;
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
var valid10 = _errs38 === errors;
if(!valid10){
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
var valid0 = _errs34 === errors;
if(valid0){
let data21 = data.failed;
const _errs52 = errors;
if(errors === _errs52){
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){
const _errs54 = errors;
if(!(validate21(key6, {instancePath:instancePath+"/failed",parentData:data21,parentDataProperty:"failed",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid12 = _errs54 === errors;
if(!valid12){
const err9 = true;
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid12){
for(const key7 in data21){
let data22 = data21[key7];
const _errs56 = errors;
if(typeof data22 !== "string"){
validate18.errors = [true];
return false;
}
if(!((data22 === "failed") || (data22 === "timed out"))){
validate18.errors = [true];
return false;
}
var valid13 = _errs56 === errors;
if(!valid13){
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
var valid0 = _errs52 === errors;
if(valid0){
let data23 = data.links;
const _errs58 = errors;
if(errors === _errs58){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key8 in data23){
const _errs60 = errors;
if(!(validate21(key8, {instancePath:instancePath+"/links",parentData:data23,parentDataProperty:"links",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid14 = _errs60 === errors;
if(!valid14){
const err10 = true;
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid14){
for(const key9 in data23){
const _errs62 = errors;
if(!(validate21(data23[key9], {instancePath:instancePath+"/links/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data23,parentDataProperty:key9,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid15 = _errs62 === errors;
if(!valid15){
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
var valid0 = _errs58 === errors;
if(valid0){
let data25 = data.dirs;
const _errs63 = errors;
if(errors === _errs63){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key10 in data25){
const _errs65 = errors;
if(!(validate21(key10, {instancePath:instancePath+"/dirs",parentData:data25,parentDataProperty:"dirs",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid16 = _errs65 === errors;
if(!valid16){
const err11 = true;
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid16){
for(const key11 in data25){
let data26 = data25[key11];
const _errs67 = errors;
if(errors === _errs67){
if(Array.isArray(data26)){
var valid18 = true;
const len0 = data26.length;
for(let i0=0; i0<len0; i0++){
const _errs69 = errors;
if(!(validate21(data26[i0], {instancePath:instancePath+"/dirs/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,parentData:data26,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid18 = _errs69 === errors;
if(!valid18){
break;
}
}
}
else {
validate18.errors = [true];
return false;
}
}
var valid17 = _errs67 === errors;
if(!valid17){
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
var valid0 = _errs63 === errors;
if(valid0){
let data28 = data.binary;
const _errs70 = errors;
if(errors === _errs70){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key12 in data28){
const _errs72 = errors;
if(!(validate21(key12, {instancePath:instancePath+"/binary",parentData:data28,parentDataProperty:"binary",rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid19 = _errs72 === errors;
if(!valid19){
const err12 = true;
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid19){
for(const key13 in data28){
let data29 = data28[key13];
const _errs74 = errors;
if(typeof data29 !== "string"){
validate18.errors = [true];
return false;
}
var valid20 = _errs74 === errors;
if(!valid20){
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
var valid0 = _errs70 === errors;
if(valid0){
let data30 = data.absent;
const _errs76 = errors;
if(errors === _errs76){
if(Array.isArray(data30)){
var valid21 = true;
const len1 = data30.length;
for(let i1=0; i1<len1; i1++){
const _errs78 = errors;
if(!(validate21(data30[i1], {instancePath:instancePath+"/absent/" + i1,parentData:data30,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid21 = _errs78 === errors;
if(!valid21){
break;
}
}
}
else {
validate18.errors = [true];
return false;
}
}
var valid0 = _errs76 === errors;
if(valid0){
let data32 = data.denied;
const _errs79 = errors;
if(errors === _errs79){
if(Array.isArray(data32)){
var valid22 = true;
const len2 = data32.length;
for(let i2=0; i2<len2; i2++){
const _errs81 = errors;
if(!(validate21(data32[i2], {instancePath:instancePath+"/denied/" + i2,parentData:data32,parentDataProperty:i2,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid22 = _errs81 === errors;
if(!valid22){
break;
}
}
}
else {
validate18.errors = [true];
return false;
}
}
var valid0 = _errs79 === errors;
if(valid0){
let data34 = data.commands;
const _errs82 = errors;
if(errors === _errs82){
if(Array.isArray(data34)){
var valid23 = true;
const len3 = data34.length;
for(let i3=0; i3<len3; i3++){
let data35 = data34[i3];
const _errs84 = errors;
if(errors === _errs84){
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.stdout === undefined){
data35.stdout = "";
}
if(data35.stderr === undefined){
data35.stderr = "";
}
let missing4;
if(((data35.argv === undefined) && (missing4 = "argv")) || ((data35.exit === undefined) && (missing4 = "exit"))){
validate18.errors = [true];
return false;
}
else {
if(data35.argv !== undefined){
let data36 = data35.argv;
const _errs86 = errors;
if(errors === _errs86){
if(Array.isArray(data36)){
var valid25 = true;
const len4 = data36.length;
for(let i4=0; i4<len4; i4++){
const _errs88 = errors;
if(!(validate21(data36[i4], {instancePath:instancePath+"/commands/" + i3+"/argv/" + i4,parentData:data36,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var valid25 = _errs88 === errors;
if(!valid25){
break;
}
}
}
else {
validate18.errors = [true];
return false;
}
}
var valid24 = _errs86 === errors;
}
else {
var valid24 = true;
}
if(valid24){
if(data35.exit !== undefined){
let data38 = data35.exit;
const _errs89 = errors;
const _errs90 = errors;
let valid26 = false;
const _errs91 = errors;
if(!(validate35(data38, {instancePath:instancePath+"/commands/" + i3+"/exit",parentData:data35,parentDataProperty:"exit",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
var _valid1 = _errs91 === errors;
valid26 = valid26 || _valid1;
if(!valid26){
const _errs92 = errors;
if(data38 !== null){
const err13 = true;
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid1 = _errs92 === errors;
valid26 = valid26 || _valid1;
}
if(!valid26){
const err14 = true;
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
validate18.errors = vErrors;
return false;
}
else {
errors = _errs90;
if(vErrors !== null){
if(_errs90){
vErrors.length = _errs90;
}
else {
vErrors = null;
}
}
}
var valid24 = _errs89 === errors;
}
else {
var valid24 = true;
}
if(valid24){
const _errs94 = errors;
if(!(validate19(data35.stdout, {instancePath:instancePath+"/commands/" + i3+"/stdout",parentData:data35,parentDataProperty:"stdout",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid24 = _errs94 === errors;
if(valid24){
const _errs96 = errors;
if(!(validate19(data35.stderr, {instancePath:instancePath+"/commands/" + i3+"/stderr",parentData:data35,parentDataProperty:"stderr",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
var valid24 = _errs96 === errors;
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
var valid23 = _errs84 === errors;
if(!valid23){
break;
}
}
}
else {
validate18.errors = [true];
return false;
}
}
var valid0 = _errs82 === errors;
if(valid0){
let data41 = data.inventory;
const _errs98 = errors;
if(errors === _errs98){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key14 in data41){
const _errs100 = errors;
if(typeof key14 !== "string"){
const err15 = true;
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var valid29 = _errs100 === errors;
if(!valid29){
const err16 = true;
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid29){
for(const key15 in data41){
let data42 = data41[key15];
const _errs103 = errors;
if(errors === _errs103){
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key16 in data42){
const _errs105 = errors;
if(typeof key16 !== "string"){
const err17 = true;
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var valid31 = _errs105 === errors;
if(!valid31){
const err18 = true;
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
validate18.errors = vErrors;
return false;
break;
}
}
if(valid31){
for(const key17 in data42){
let data43 = data42[key17];
const _errs108 = errors;
if((typeof data43 !== "string") && (!(typeof data43 == "number"))){
validate18.errors = [true];
return false;
}
var valid32 = _errs108 === errors;
if(!valid32){
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
var valid30 = _errs103 === errors;
if(!valid30){
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
var valid0 = _errs98 === errors;
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
