<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>EcoLedger</name>
    <message>
      <source>A feature of {layer} could not be read: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A target of the kind {kind} cannot be shown by {evidence}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add it to the header; the shipped plan shows all columns.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add ledger layers…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add the file; the shipped plan shows its columns.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both are counted. If they are one, set one of them to void (99).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check both codes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that it is the right file and holds no pictures or maps.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the amount; progress cannot be told as a percentage of zero.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the areas and their units.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the decimal point and the unit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the rows; the difference is {gap} {unit}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check whether one of the two has the wrong name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a target of the plan, or add this one to it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another layer, or correct the kind or the geometry of this row.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose its target in the form.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose one of 10 to 80, or 99 for a void one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the folder that holds plan.csv and targets.csv.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close it in other programs and check that you may read it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct it, unless your own layer uses it; known are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the code, or add the township; nearest: {near}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the common border of the two townships.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the id, or add the group; known are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the id; nearest: {near}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete it, or give the later one the next revision.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Derive a share only from area targets shown by polygons.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>EcoLedger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill it in.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fill the layer, or clear the target's baseline in the plan.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give district_area in plan.csv; until then the townships' area is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give each row its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give it a header and at least one row.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In Excel choose Save As, “CSV UTF-8 (comma delimited)”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep one of the two rows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep one of the two.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ledger (*.gpkg)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Missing Python libraries: {libraries}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name the layer in the column baseline.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a ledger</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open it in Excel and save it as “CSV UTF-8 (comma delimited)”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste the value in its place; widen a column that shows #####.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put a text that holds the separator, such as 43,000, in quotation marks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Redraw or delete the feature; nothing counts on it until then.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove it, or correct its name; known are: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Restore its polygon: until then everything in it counts as outside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the table anew as “CSV UTF-8 (comma delimited)”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set the layer's CRS, for example EPSG:4525 (CGCS2000, 3-degree zone 37).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set the layer's CRS; the coordinates look like {guess}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The Python library {library} cannot be loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The Python library {library} clashes with QGIS' own libraries</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The baseline {layer} of {target} has no feature, so it was not applied</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The column {column} is missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The column {column} is unknown and is not read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The column {column} stands twice in the header</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The entry {value} is unknown and is not read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file cannot be opened: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file holds NUL bytes: it is damaged or no text</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is an Excel workbook that was only renamed to .csv</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is larger than {limit} MB, too large for a table of a plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The first argument is no geometry</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The group {value} is not in groups.csv</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The intervention has no target, so it counts for none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The intervention's target {target} is not in the plan</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The layer {layer} has no class {value} in the shipped code lists</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The layer {value} holds {actual}, not {wanted}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The name {value} stands already in line {first}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The plan folder has no {file}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The quotas of {target} ({breakdown}) add up to {sum} {unit}; the target is {amount} {unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The quotation marks of this row do not close: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The row has a value outside the named columns: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same quota stands already in line {first}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The status {status} is not in the code list, so the intervention is not counted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The table is empty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The target {target} is a share of a baseline and names none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The target {target} is a share of the district, whose area is not given</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The target {target} is zero</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The text is not UTF-8; it looks like {encoding}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The township code {value} does not begin with the district's {district}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The township {value} is not in townships.csv</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The townships' control areas add up to {sum} km², the district has {amount} km²</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The unit {unit} does not measure {kind}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {column} {value} stands already in line {first}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no folder {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Township {code} could not be read: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Township {later} overlaps {earlier}; the common ground was given to {earlier}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two sites of one target are nearer than {tolerance:g} m: {other}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type the text again, or take it from the original file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unknown unit “{unit}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use small Latin letters, digits and _, a letter first: oak_forest.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is missing…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write 1 for the first version, 2 for the next.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a quotation mark inside a cell twice and close every opened one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write digits and a decimal point only; a unit has its own column.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write four digits from 1949 to 2199, such as 2019.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write it like this: {example}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write its EPSG code, such as EPSG:4525.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write one of these units: {near}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write one of: {known}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write year-month-day, such as 2019-12-31.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write yes or no (是 or 否).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write zero or a positive number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write {digits} digits; in Excel format the column as text first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no known system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>to_mu() needs a number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} counts things and is not a whole number: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} has an unknown value: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} holds a formula or what Excel left of one: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} holds characters that an earlier save has lost: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is empty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is more than the whole: {value} {unit}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is negative: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is neither yes nor no: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no administrative code: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no coordinate system: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no date: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no id: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no number with a unit: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no number: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no revision: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no way to put values together here: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} is no year: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} names a layer the ledger does not have: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{column} names a target that is not in targets.csv: {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has a coordinate system nobody can read: {crs}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} has no coordinate system, so its areas cannot be measured</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{layer} is in {crs}, and its shift to CGCS2000 is not known here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{value} has no area that {target} could be derived from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{value} stands already in line {first}</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
