// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'journal' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"schema":{"type":"string","const":"fngvt.journal/1"},"id":{"type":"string","pattern":"^\\d{8}-\\d{6}(?:-\\d+)?$","description":"the name of a journal"},"version":{"type":"string"},"begun":{"type":"string"},"changed":{"type":"string"},"state":{"type":"string","enum":["applying","applied","rolled-back","undoing","partly-undone","undone"]},"boot":{"default":null,"type":["string","null"]},"foretold":{"type":["object","null"],"properties":{"state":{"type":"string"},"cause":{"default":null,"type":["string","null"]}},"required":["state"],"default":null},"steps":{"type":"array","items":{"oneOf":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema7"}],"description":"a step, edit or run","type":"object","discriminator":{"propertyName":"kind"}}}},"required":["schema","id","version","begun","changed","state","steps"],"definitions":{"__schema0":{"type":"object","properties":{"kind":{"type":"string","const":"edit"},"path":{"$ref":"#/definitions/__schema1"},"rule":{"$ref":"#/definitions/__schema2"},"reboot":{"type":"boolean"},"state":{"$ref":"#/definitions/__schema3"},"before":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"kept":{"type":"string","pattern":"^[\\w-][\\w.-]*$","description":"the name of a note"},"folders":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"required":["kind","path","rule","reboot","state","before","after","folders"]},"__schema1":{"type":"string","pattern":"^(?![\\s\\S]*\\/\\.{0,2}(?:\\/|$))\\/[^\\0]*$","description":"an absolute path"},"__schema2":{"type":["string","null"]},"__schema3":{"type":"string","enum":["waiting","begun","done","undone","left"]},"__schema4":{"type":"object","properties":{"digest":{"$ref":"#/definitions/__schema5"},"text":{"type":"string"},"base64":{"type":"string"},"mode":{"type":"string","pattern":"^[0-7]{4}$","description":"four octal digits"},"owner":{"$ref":"#/definitions/__schema6"},"group":{"$ref":"#/definitions/__schema6"}},"required":["digest","mode","owner","group"]},"__schema5":{"type":"string","pattern":"^[\\da-f]{64}$","description":"a SHA-256"},"__schema6":{"type":"integer","minimum":0,"maximum":9007199254740991},"__schema7":{"type":"object","properties":{"kind":{"type":"string","const":"run"},"argv":{"$ref":"#/definitions/__schema8"},"undo":{"anyOf":[{"$ref":"#/definitions/__schema8"},{"type":"null"}]},"rule":{"$ref":"#/definitions/__schema2"},"reboot":{"type":"boolean"},"state":{"$ref":"#/definitions/__schema3"},"verify":{"type":"object","properties":{"kind":{"type":"string","const":"grub"},"config":{"$ref":"#/definitions/__schema1"},"wanted":{"type":"array","items":{"type":"string"}},"dropped":{"type":"array","items":{"type":"string"}},"tried":{"type":"object","properties":{"entry":{"type":"string"},"words":{"type":"array","items":{"type":"string"}},"dropped":{"type":"array","items":{"type":"string"}}},"required":["entry","words","dropped"]}},"required":["kind","config","wanted","dropped"]},"generated":{"type":"object","properties":{"path":{"$ref":"#/definitions/__schema1"},"before":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]}},"required":["path","before","after"]},"definition":{"type":"object","properties":{"domain":{"type":"string"},"name":{"type":"string"},"device":{"type":"string"},"isWhole":{"type":"boolean"},"before":{"$ref":"#/definitions/__schema4"},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]}},"required":["domain","name","device","isWhole","before","after"]},"made":{"type":"array","items":{"type":"object","properties":{"path":{"$ref":"#/definitions/__schema1"},"digest":{"$ref":"#/definitions/__schema5"}},"required":["path","digest"]}},"folders":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"required":["kind","argv","undo","rule","reboot","state"]},"__schema8":{"minItems":1,"type":"array","items":{"$ref":"#/definitions/__schema9"},"description":"a command"},"__schema9":{"type":"string"}}};
const pattern0 = new RegExp("^\\d{8}-\\d{6}(?:-\\d+)?$", "u");
const schema8 = {"type":"object","properties":{"kind":{"type":"string","const":"edit"},"path":{"$ref":"#/definitions/__schema1"},"rule":{"$ref":"#/definitions/__schema2"},"reboot":{"type":"boolean"},"state":{"$ref":"#/definitions/__schema3"},"before":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"kept":{"type":"string","pattern":"^[\\w-][\\w.-]*$","description":"the name of a note"},"folders":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"required":["kind","path","rule","reboot","state","before","after","folders"]};
const schema10 = {"type":["string","null"]};
const schema9 = {"type":"string","pattern":"^(?![\\s\\S]*\\/\\.{0,2}(?:\\/|$))\\/[^\\0]*$","description":"an absolute path"};
const pattern1 = new RegExp("^(?![\\s\\S]*\\/\\.{0,2}(?:\\/|$))\\/[^\\0]*$", "u");

function validate20(data){
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(!pattern1.test(data)){
return false;
}
}
else {
return false;
}
}
return errors === 0;
}

const schema11 = {"type":"string","enum":["waiting","begun","done","undone","left"]};

function validate22(data){
let errors = 0;
if(typeof data !== "string"){
return false;
}
if(!(((((data === "waiting") || (data === "begun")) || (data === "done")) || (data === "undone")) || (data === "left"))){
return false;
}
return errors === 0;
}

const schema12 = {"type":"object","properties":{"digest":{"$ref":"#/definitions/__schema5"},"text":{"type":"string"},"base64":{"type":"string"},"mode":{"type":"string","pattern":"^[0-7]{4}$","description":"four octal digits"},"owner":{"$ref":"#/definitions/__schema6"},"group":{"$ref":"#/definitions/__schema6"}},"required":["digest","mode","owner","group"]};
const schema13 = {"type":"string","pattern":"^[\\da-f]{64}$","description":"a SHA-256"};
const pattern2 = new RegExp("^[\\da-f]{64}$", "u");

function validate25(data){
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(!pattern2.test(data)){
return false;
}
}
else {
return false;
}
}
return errors === 0;
}

const schema14 = {"type":"integer","minimum":0,"maximum":9007199254740991};

function validate27(data){
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
return false;
}
if(errors === 0){
if(typeof data == "number"){
if(data > 9007199254740991 || isNaN(data)){
return false;
}
else {
if(data < 0 || isNaN(data)){
return false;
}
}
}
}
return errors === 0;
}

const pattern3 = new RegExp("^[0-7]{4}$", "u");

function validate24(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.digest === undefined) && (missing0 = "digest")) || ((data.mode === undefined) && (missing0 = "mode"))) || ((data.owner === undefined) && (missing0 = "owner"))) || ((data.group === undefined) && (missing0 = "group"))){
return false;
}
else {
if(data.digest !== undefined){
const _errs1 = errors;
if(!(validate25(data.digest))){
errors++;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.text !== undefined){
let data1 = data.text;
const _errs2 = errors;
if(typeof data1 !== "string"){
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.base64 !== undefined){
let data2 = data.base64;
const _errs4 = errors;
if(typeof data2 !== "string"){
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.mode !== undefined){
let data3 = data.mode;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
return false;
}
}
else {
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.owner !== undefined){
const _errs8 = errors;
if(!(validate27(data.owner))){
errors++;
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.group !== undefined){
const _errs9 = errors;
if(!(validate27(data.group))){
errors++;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
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
return errors === 0;
}

const pattern4 = new RegExp("^[\\w-][\\w.-]*$", "u");

function validate19(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data.kind === undefined) && (missing0 = "kind")) || ((data.path === undefined) && (missing0 = "path"))) || ((data.rule === undefined) && (missing0 = "rule"))) || ((data.reboot === undefined) && (missing0 = "reboot"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.before === undefined) && (missing0 = "before"))) || ((data.after === undefined) && (missing0 = "after"))) || ((data.folders === undefined) && (missing0 = "folders"))){
return false;
}
else {
if(data.kind !== undefined){
let data0 = data.kind;
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
if("edit" !== data0){
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.path !== undefined){
const _errs3 = errors;
if(!(validate20(data.path))){
errors++;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rule !== undefined){
let data2 = data.rule;
const _errs4 = errors;
if((typeof data2 !== "string") && (data2 !== null)){
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reboot !== undefined){
let data3 = data.reboot;
const _errs7 = errors;
if(typeof data3 !== "boolean"){
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
const _errs9 = errors;
if(!(validate22(data.state))){
errors++;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.before !== undefined){
let data5 = data.before;
const _errs10 = errors;
const _errs11 = errors;
let valid2 = false;
const _errs12 = errors;
if(!(validate24(data5))){
errors++;
}
var _valid0 = _errs12 === errors;
valid2 = valid2 || _valid0;
if(!valid2){
const _errs13 = errors;
if(data5 !== null){
errors++;
}
var _valid0 = _errs13 === errors;
valid2 = valid2 || _valid0;
}
if(!valid2){
errors++;
return false;
}
else {
errors = _errs11;
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.after !== undefined){
let data6 = data.after;
const _errs15 = errors;
const _errs16 = errors;
let valid3 = false;
const _errs17 = errors;
if(!(validate24(data6))){
errors++;
}
var _valid1 = _errs17 === errors;
valid3 = valid3 || _valid1;
if(!valid3){
const _errs18 = errors;
if(data6 !== null){
errors++;
}
var _valid1 = _errs18 === errors;
valid3 = valid3 || _valid1;
}
if(!valid3){
errors++;
return false;
}
else {
errors = _errs16;
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.kept !== undefined){
let data7 = data.kept;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data7 === "string"){
if(!pattern4.test(data7)){
return false;
}
}
else {
return false;
}
}
var valid0 = _errs20 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.folders !== undefined){
let data8 = data.folders;
const _errs22 = errors;
if(errors === _errs22){
if(Array.isArray(data8)){
var valid4 = true;
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
const _errs24 = errors;
if(!(validate20(data8[i0]))){
errors++;
}
var valid4 = _errs24 === errors;
if(!valid4){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
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
return errors === 0;
}

const schema15 = {"type":"object","properties":{"kind":{"type":"string","const":"run"},"argv":{"$ref":"#/definitions/__schema8"},"undo":{"anyOf":[{"$ref":"#/definitions/__schema8"},{"type":"null"}]},"rule":{"$ref":"#/definitions/__schema2"},"reboot":{"type":"boolean"},"state":{"$ref":"#/definitions/__schema3"},"verify":{"type":"object","properties":{"kind":{"type":"string","const":"grub"},"config":{"$ref":"#/definitions/__schema1"},"wanted":{"type":"array","items":{"type":"string"}},"dropped":{"type":"array","items":{"type":"string"}},"tried":{"type":"object","properties":{"entry":{"type":"string"},"words":{"type":"array","items":{"type":"string"}},"dropped":{"type":"array","items":{"type":"string"}}},"required":["entry","words","dropped"]}},"required":["kind","config","wanted","dropped"]},"generated":{"type":"object","properties":{"path":{"$ref":"#/definitions/__schema1"},"before":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]}},"required":["path","before","after"]},"definition":{"type":"object","properties":{"domain":{"type":"string"},"name":{"type":"string"},"device":{"type":"string"},"isWhole":{"type":"boolean"},"before":{"$ref":"#/definitions/__schema4"},"after":{"anyOf":[{"$ref":"#/definitions/__schema4"},{"type":"null"}]}},"required":["domain","name","device","isWhole","before","after"]},"made":{"type":"array","items":{"type":"object","properties":{"path":{"$ref":"#/definitions/__schema1"},"digest":{"$ref":"#/definitions/__schema5"}},"required":["path","digest"]}},"folders":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"required":["kind","argv","undo","rule","reboot","state"]};
const schema16 = {"minItems":1,"type":"array","items":{"$ref":"#/definitions/__schema9"},"description":"a command"};
const schema17 = {"type":"string"};

function validate34(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length < 1){
return false;
}
else {
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
}
else {
return false;
}
}
return errors === 0;
}


function validate33(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.kind === undefined) && (missing0 = "kind")) || ((data.argv === undefined) && (missing0 = "argv"))) || ((data.undo === undefined) && (missing0 = "undo"))) || ((data.rule === undefined) && (missing0 = "rule"))) || ((data.reboot === undefined) && (missing0 = "reboot"))) || ((data.state === undefined) && (missing0 = "state"))){
return false;
}
else {
if(data.kind !== undefined){
let data0 = data.kind;
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
if("run" !== data0){
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.argv !== undefined){
const _errs3 = errors;
if(!(validate34(data.argv))){
errors++;
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.undo !== undefined){
let data2 = data.undo;
const _errs4 = errors;
const _errs5 = errors;
let valid1 = false;
const _errs6 = errors;
if(!(validate34(data2))){
errors++;
}
var _valid0 = _errs6 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs7 = errors;
if(data2 !== null){
errors++;
}
var _valid0 = _errs7 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
errors++;
return false;
}
else {
errors = _errs5;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.rule !== undefined){
let data3 = data.rule;
const _errs9 = errors;
if((typeof data3 !== "string") && (data3 !== null)){
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reboot !== undefined){
let data4 = data.reboot;
const _errs12 = errors;
if(typeof data4 !== "boolean"){
return false;
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
const _errs14 = errors;
if(!(validate22(data.state))){
errors++;
}
var valid0 = _errs14 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.verify !== undefined){
let data6 = data.verify;
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((((data6.kind === undefined) && (missing1 = "kind")) || ((data6.config === undefined) && (missing1 = "config"))) || ((data6.wanted === undefined) && (missing1 = "wanted"))) || ((data6.dropped === undefined) && (missing1 = "dropped"))){
return false;
}
else {
if(data6.kind !== undefined){
let data7 = data6.kind;
const _errs17 = errors;
if(typeof data7 !== "string"){
return false;
}
if("grub" !== data7){
return false;
}
var valid3 = _errs17 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.config !== undefined){
const _errs19 = errors;
if(!(validate20(data6.config))){
errors++;
}
var valid3 = _errs19 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.wanted !== undefined){
let data9 = data6.wanted;
const _errs20 = errors;
if(errors === _errs20){
if(Array.isArray(data9)){
var valid4 = true;
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
const _errs22 = errors;
if(typeof data10 !== "string"){
return false;
}
var valid4 = _errs22 === errors;
if(!valid4){
break;
}
}
}
else {
return false;
}
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.dropped !== undefined){
let data11 = data6.dropped;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data11)){
var valid5 = true;
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
const _errs26 = errors;
if(typeof data12 !== "string"){
return false;
}
var valid5 = _errs26 === errors;
if(!valid5){
break;
}
}
}
else {
return false;
}
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.tried !== undefined){
let data13 = data6.tried;
const _errs28 = errors;
if(errors === _errs28){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing2;
if((((data13.entry === undefined) && (missing2 = "entry")) || ((data13.words === undefined) && (missing2 = "words"))) || ((data13.dropped === undefined) && (missing2 = "dropped"))){
return false;
}
else {
if(data13.entry !== undefined){
let data14 = data13.entry;
const _errs30 = errors;
if(typeof data14 !== "string"){
return false;
}
var valid6 = _errs30 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.words !== undefined){
let data15 = data13.words;
const _errs32 = errors;
if(errors === _errs32){
if(Array.isArray(data15)){
var valid7 = true;
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
const _errs34 = errors;
if(typeof data16 !== "string"){
return false;
}
var valid7 = _errs34 === errors;
if(!valid7){
break;
}
}
}
else {
return false;
}
}
var valid6 = _errs32 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data13.dropped !== undefined){
let data17 = data13.dropped;
const _errs36 = errors;
if(errors === _errs36){
if(Array.isArray(data17)){
var valid8 = true;
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
let data18 = data17[i3];
const _errs38 = errors;
if(typeof data18 !== "string"){
return false;
}
var valid8 = _errs38 === errors;
if(!valid8){
break;
}
}
}
else {
return false;
}
}
var valid6 = _errs36 === errors;
}
else {
var valid6 = true;
}
}
}
}
}
else {
return false;
}
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
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
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.generated !== undefined){
let data19 = data.generated;
const _errs40 = errors;
if(errors === _errs40){
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
let missing3;
if((((data19.path === undefined) && (missing3 = "path")) || ((data19.before === undefined) && (missing3 = "before"))) || ((data19.after === undefined) && (missing3 = "after"))){
return false;
}
else {
if(data19.path !== undefined){
const _errs42 = errors;
if(!(validate20(data19.path))){
errors++;
}
var valid9 = _errs42 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data19.before !== undefined){
let data21 = data19.before;
const _errs43 = errors;
const _errs44 = errors;
let valid10 = false;
const _errs45 = errors;
if(!(validate24(data21))){
errors++;
}
var _valid1 = _errs45 === errors;
valid10 = valid10 || _valid1;
if(!valid10){
const _errs46 = errors;
if(data21 !== null){
errors++;
}
var _valid1 = _errs46 === errors;
valid10 = valid10 || _valid1;
}
if(!valid10){
errors++;
return false;
}
else {
errors = _errs44;
}
var valid9 = _errs43 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data19.after !== undefined){
let data22 = data19.after;
const _errs48 = errors;
const _errs49 = errors;
let valid11 = false;
const _errs50 = errors;
if(!(validate24(data22))){
errors++;
}
var _valid2 = _errs50 === errors;
valid11 = valid11 || _valid2;
if(!valid11){
const _errs51 = errors;
if(data22 !== null){
errors++;
}
var _valid2 = _errs51 === errors;
valid11 = valid11 || _valid2;
}
if(!valid11){
errors++;
return false;
}
else {
errors = _errs49;
}
var valid9 = _errs48 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
else {
return false;
}
}
var valid0 = _errs40 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.definition !== undefined){
let data23 = data.definition;
const _errs53 = errors;
if(errors === _errs53){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
let missing4;
if(((((((data23.domain === undefined) && (missing4 = "domain")) || ((data23.name === undefined) && (missing4 = "name"))) || ((data23.device === undefined) && (missing4 = "device"))) || ((data23.isWhole === undefined) && (missing4 = "isWhole"))) || ((data23.before === undefined) && (missing4 = "before"))) || ((data23.after === undefined) && (missing4 = "after"))){
return false;
}
else {
if(data23.domain !== undefined){
let data24 = data23.domain;
const _errs55 = errors;
if(typeof data24 !== "string"){
return false;
}
var valid12 = _errs55 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.name !== undefined){
let data25 = data23.name;
const _errs57 = errors;
if(typeof data25 !== "string"){
return false;
}
var valid12 = _errs57 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.device !== undefined){
let data26 = data23.device;
const _errs59 = errors;
if(typeof data26 !== "string"){
return false;
}
var valid12 = _errs59 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.isWhole !== undefined){
let data27 = data23.isWhole;
const _errs61 = errors;
if(typeof data27 !== "boolean"){
return false;
}
var valid12 = _errs61 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.before !== undefined){
const _errs63 = errors;
if(!(validate24(data23.before))){
errors++;
}
var valid12 = _errs63 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data23.after !== undefined){
let data29 = data23.after;
const _errs64 = errors;
const _errs65 = errors;
let valid13 = false;
const _errs66 = errors;
if(!(validate24(data29))){
errors++;
}
var _valid3 = _errs66 === errors;
valid13 = valid13 || _valid3;
if(!valid13){
const _errs67 = errors;
if(data29 !== null){
errors++;
}
var _valid3 = _errs67 === errors;
valid13 = valid13 || _valid3;
}
if(!valid13){
errors++;
return false;
}
else {
errors = _errs65;
}
var valid12 = _errs64 === errors;
}
else {
var valid12 = true;
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
var valid0 = _errs53 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.made !== undefined){
let data30 = data.made;
const _errs69 = errors;
if(errors === _errs69){
if(Array.isArray(data30)){
var valid14 = true;
const len4 = data30.length;
for(let i4=0; i4<len4; i4++){
let data31 = data30[i4];
const _errs71 = errors;
if(errors === _errs71){
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
let missing5;
if(((data31.path === undefined) && (missing5 = "path")) || ((data31.digest === undefined) && (missing5 = "digest"))){
return false;
}
else {
if(data31.path !== undefined){
const _errs73 = errors;
if(!(validate20(data31.path))){
errors++;
}
var valid15 = _errs73 === errors;
}
else {
var valid15 = true;
}
if(valid15){
if(data31.digest !== undefined){
const _errs74 = errors;
if(!(validate25(data31.digest))){
errors++;
}
var valid15 = _errs74 === errors;
}
else {
var valid15 = true;
}
}
}
}
else {
return false;
}
}
var valid14 = _errs71 === errors;
if(!valid14){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs69 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.folders !== undefined){
let data34 = data.folders;
const _errs75 = errors;
if(errors === _errs75){
if(Array.isArray(data34)){
var valid16 = true;
const len5 = data34.length;
for(let i5=0; i5<len5; i5++){
const _errs77 = errors;
if(!(validate20(data34[i5]))){
errors++;
}
var valid16 = _errs77 === errors;
if(!valid16){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs75 === errors;
}
else {
var valid0 = true;
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
return errors === 0;
}


function validate18(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.boot === undefined){
data.boot = null;
}
if(data.foretold === undefined){
data.foretold = null;
}
let missing0;
if((((((((data.schema === undefined) && (missing0 = "schema")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.version === undefined) && (missing0 = "version"))) || ((data.begun === undefined) && (missing0 = "begun"))) || ((data.changed === undefined) && (missing0 = "changed"))) || ((data.state === undefined) && (missing0 = "state"))) || ((data.steps === undefined) && (missing0 = "steps"))){
return false;
}
else {
if(data.schema !== undefined){
let data0 = data.schema;
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
if("fngvt.journal/1" !== data0){
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.id !== undefined){
let data1 = data.id;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
return false;
}
}
else {
return false;
}
}
var valid0 = _errs3 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.version !== undefined){
let data2 = data.version;
const _errs5 = errors;
if(typeof data2 !== "string"){
return false;
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.begun !== undefined){
let data3 = data.begun;
const _errs7 = errors;
if(typeof data3 !== "string"){
return false;
}
var valid0 = _errs7 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.changed !== undefined){
let data4 = data.changed;
const _errs9 = errors;
if(typeof data4 !== "string"){
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.state !== undefined){
let data5 = data.state;
const _errs11 = errors;
if(typeof data5 !== "string"){
return false;
}
if(!((((((data5 === "applying") || (data5 === "applied")) || (data5 === "rolled-back")) || (data5 === "undoing")) || (data5 === "partly-undone")) || (data5 === "undone"))){
return false;
}
var valid0 = _errs11 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let data6 = data.boot;
const _errs13 = errors;
if((typeof data6 !== "string") && (data6 !== null)){
return false;
}
var valid0 = _errs13 === errors;
if(valid0){
let data7 = data.foretold;
const _errs15 = errors;
if((!(data7 && typeof data7 == "object" && !Array.isArray(data7))) && (data7 !== null)){
return false;
}
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.cause === undefined){
data7.cause = null;
}
let missing1;
if((data7.state === undefined) && (missing1 = "state")){
return false;
}
else {
if(data7.state !== undefined){
let data8 = data7.state;
const _errs17 = errors;
if(typeof data8 !== "string"){
return false;
}
var valid1 = _errs17 === errors;
}
else {
var valid1 = true;
}
if(valid1){
let data9 = data7.cause;
const _errs19 = errors;
if((typeof data9 !== "string") && (data9 !== null)){
return false;
}
var valid1 = _errs19 === errors;
}
}
}
}
var valid0 = _errs15 === errors;
if(valid0){
if(data.steps !== undefined){
let data10 = data.steps;
const _errs21 = errors;
if(errors === _errs21){
if(Array.isArray(data10)){
var valid2 = true;
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
const _errs23 = errors;
if(errors === _errs23){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
const tag0 = data11.kind;
if(typeof tag0 == "string"){
if(tag0 === "edit"){
if(!(validate19(data11))){
errors++;
}
}
else if(tag0 === "run"){
if(!(validate33(data11))){
errors++;
}
}
else {
return false;
}
}
else {
return false;
}
}
else {
return false;
}
}
var valid2 = _errs23 === errors;
if(!valid2){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs21 === errors;
}
else {
var valid0 = true;
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
return errors === 0;
}
