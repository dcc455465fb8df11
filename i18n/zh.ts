<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>AreasWindow</name>
    <message>
      <source>Areas side by side</source>
      <translation>三种面积并列</translation>
    </message>
    <message>
      <source>Official (mu)</source>
      <translation>椭球面积（亩）</translation>
    </message>
    <message>
      <source>Parcel</source>
      <translation>图斑</translation>
    </message>
    <message>
      <source>Planar (mu)</source>
      <translation>平面面积（亩）</translation>
    </message>
    <message>
      <source>Planar − official (m²)</source>
      <translation>平面 − 椭球（平方米）</translation>
    </message>
    <message>
      <source>Reported (mu)</source>
      <translation>上报面积（亩）</translation>
    </message>
    <message>
      <source>Reported − official (mu)</source>
      <translation>上报 − 椭球（亩）</translation>
    </message>
    <message>
      <source>Why official and planar differ</source>
      <translation>椭球与平面不同的原因</translation>
    </message>
  </context>
  <context>
    <name>ChangeStatusDialog</name>
    <message>
      <source>&amp;Accepted on</source>
      <translation>验收日期(&amp;A)</translation>
    </message>
    <message>
      <source>Change the status</source>
      <translation>更改状态</translation>
    </message>
    <message>
      <source>Change those with a &amp;warning too: they are corrections</source>
      <translation>有提示的也一并更改：属于更正(&amp;W)</translation>
    </message>
    <message>
      <source>Finding</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>Intervention</source>
      <translation>措施</translation>
    </message>
    <message>
      <source>New &amp;status</source>
      <translation>新状态(&amp;S)</translation>
    </message>
    <message>
      <source>What to do</source>
      <translation>怎么办</translation>
    </message>
  </context>
  <context>
    <name>EcoLedger</name>
    <message>
      <source> m</source>
      <translation> 米</translation>
    </message>
    <message>
      <source>&amp;1 Quotas</source>
      <translation>任务分解(&amp;1)</translation>
    </message>
    <message>
      <source>&amp;2 Targets</source>
      <translation>目标(&amp;2)</translation>
    </message>
    <message>
      <source>&amp;3 Projects</source>
      <translation>项目(&amp;3)</translation>
    </message>
    <message>
      <source>&amp;Add ledger layers…</source>
      <translation>添加台账图层(&amp;A)…</translation>
    </message>
    <message>
      <source>&amp;Change the status…</source>
      <translation>更改状态(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Create</source>
      <translation>建立(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Draw interventions</source>
      <translation>绘制措施(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Evenly</source>
      <translation>平均分解(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;Findings ({count})</source>
      <translation>问题（{count}）(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;First steps</source>
      <translation>入门(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Import</source>
      <translation>导入(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Import field data…</source>
      <translation>导入外业数据(&amp;I)…</translation>
    </message>
    <message>
      <source>&amp;Make and open…</source>
      <translation>建立并打开(&amp;M)…</translation>
    </message>
    <message>
      <source>&amp;Manual</source>
      <translation>使用手册(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;New ledger…</source>
      <translation>新建台账(&amp;N)…</translation>
    </message>
    <message>
      <source>&amp;Progress of the plan</source>
      <translation>规划进度(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Reason, with the number of the approval:</source>
      <translation>理由(&amp;R)，注明批文号：</translation>
    </message>
    <message>
      <source>&amp;Recent ledgers</source>
      <translation>最近的台账(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Settings…</source>
      <translation>设置(&amp;S)…</translation>
    </message>
    <message>
      <source>&amp;Snap</source>
      <translation>捕捉(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Tolerance</source>
      <translation>容差(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;What is missing…</source>
      <translation>缺少什么(&amp;W)…</translation>
    </message>
    <message>
      <source>(by place)</source>
      <translation>（按位置）</translation>
    </message>
    <message>
      <source>(by place: {name})</source>
      <translation>（按位置：{name}）</translation>
    </message>
    <message>
      <source>(choose)</source>
      <translation>（请选择）</translation>
    </message>
    <message>
      <source>(left out)</source>
      <translation>（略去）</translation>
    </message>
    <message>
      <source>(none)</source>
      <translation>（无）</translation>
    </message>
    <message>
      <source>(not chosen)</source>
      <translation>（未选）</translation>
    </message>
    <message>
      <source>* proposed, counts when accepted</source>
      <translation>* 建议值，接受后才计入</translation>
    </message>
    <message>
      <source>, {area:,.2f} mu</source>
      <translation>，{area:,.2f} 亩</translation>
    </message>
    <message>
      <source>, {distance:,.0f} m away</source>
      <translation>，相距 {distance:,.0f} 米</translation>
    </message>
    <message>
      <source>, {length:,.1f} m</source>
      <translation>，{length:,.1f} 米</translation>
    </message>
    <message>
      <source>20 townships, both banks of the Han, red lines and three years of works, with fifteen planted faults. It is opened when it is made.</source>
      <translation>20 个乡镇、汉江两岸、生态红线和三年的治理措施，里面埋了十五处错误。建好后自动打开。</translation>
    </message>
    <message>
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <source>&lt;p&gt;Area of a parcel on the CGCS2000 ellipsoid in m², rounded to 0.01 m², computed as the national land survey prescribes.&lt;/p&gt;&lt;p&gt;&lt;code&gt;official_area($geometry)&lt;/code&gt;&lt;br&gt;&lt;code&gt;official_area($geometry, 'EPSG:4525')&lt;/code&gt;&lt;/p&gt;&lt;p&gt;Without the second argument the layer's own coordinate system is taken.&lt;/p&gt;</source>
      <translation>&lt;p&gt;图斑在 CGCS2000 椭球上的面积，单位平方米，取到 0.01 平方米，按国土调查规定计算（图斑椭球面积）。&lt;/p&gt;&lt;p&gt;&lt;code&gt;official_area($geometry)&lt;/code&gt;&lt;br&gt;&lt;code&gt;official_area($geometry, 'EPSG:4525')&lt;/code&gt;&lt;/p&gt;&lt;p&gt;不给第二个参数时采用图层自身的坐标系。&lt;/p&gt;</translation>
    </message>
    <message>
      <source>&lt;p&gt;Square metres in mu (亩): 15 mu are one hectare.&lt;/p&gt;&lt;p&gt;&lt;code&gt;to_mu(10000)&lt;/code&gt; → 15&lt;/p&gt;</source>
      <translation>&lt;p&gt;平方米换算为亩：15 亩为一公顷。&lt;/p&gt;&lt;p&gt;&lt;code&gt;to_mu(10000)&lt;/code&gt; → 15&lt;/p&gt;</translation>
    </message>
    <message>
      <source>&lt;p&gt;The reported, official and planar area of the parcel in mu, and why they differ, as HTML for its form.&lt;/p&gt;&lt;p&gt;&lt;code&gt;areas_side_by_side()&lt;/code&gt;&lt;/p&gt;</source>
      <translation>&lt;p&gt;图斑的上报面积、图斑椭球面积和平面面积（亩）及差异原因，以 HTML 供属性表单显示。&lt;/p&gt;&lt;p&gt;&lt;code&gt;areas_side_by_side()&lt;/code&gt;&lt;/p&gt;</translation>
    </message>
    <message>
      <source>A bare &amp; was read as written: {value}</source>
      <translation>未转义的 &amp; 按原样读入：{value}</translation>
    </message>
    <message>
      <source>A feature of {layer} could not be read, so its length is not counted</source>
      <translation>{layer} 中有要素读不出来，其长度没有计入</translation>
    </message>
    <message>
      <source>A feature of {layer} could not be read, so no conflict can be ruled out</source>
      <translation>{layer} 的一个要素无法读取，因此不能排除冲突</translation>
    </message>
    <message>
      <source>A feature of {layer} could not be read: whether it is there is not known</source>
      <translation>“{layer}”有一个要素无法读取，不知是否在此处</translation>
    </message>
    <message>
      <source>A feature of {layer} could not be read: {reason}</source>
      <translation>{layer} 的一个要素无法读取：{reason}</translation>
    </message>
    <message>
      <source>A few are usual on a bad cable; with many, copy the file again.</source>
      <translation>线缆接触不良时有几处属正常；若很多，请重新复制文件。</translation>
    </message>
    <message>
      <source>A finding is open again the day after, and as soon as a geometry changes.</source>
      <translation>过了这一天，或图形一有改动，问题重新变为未处理。</translation>
    </message>
    <message>
      <source>A geometry was left out, its type is unknown: {value}</source>
      <translation>一个图形的类型未知，已略去：{value}</translation>
    </message>
    <message>
      <source>A key is twice in {path}: {reason}</source>
      <translation>{path} 中有一个键出现两次：{reason}</translation>
    </message>
    <message>
      <source>A ledger has no table {table} to write to</source>
      <translation>台账中没有可写入的表 {table}</translation>
    </message>
    <message>
      <source>A new row: fill in its cells; what is missing is marked</source>
      <translation>新的一行：请填写各单元格；缺少的已标出</translation>
    </message>
    <message>
      <source>A parcel of 2018 that was reported again, redrawn, in 2020</source>
      <translation>2018 年的图斑在 2020 年重画后再次上报</translation>
    </message>
    <message>
      <source>A parcel over the border of the district</source>
      <translation>越过区界的图斑</translation>
    </message>
    <message>
      <source>A parcel that was entered twice</source>
      <translation>录入两次的图斑</translation>
    </message>
    <message>
      <source>A parcel with the prefix of zone 38 instead of 37</source>
      <translation>带号前缀写成 38 而不是 37 的图斑</translation>
    </message>
    <message>
      <source>A parcel without a target</source>
      <translation>没有目标的图斑</translation>
    </message>
    <message>
      <source>A parcel without any point</source>
      <translation>没有任何点的图斑</translation>
    </message>
    <message>
      <source>A plan is kept in its ledger: open or make one first.</source>
      <translation>规划保存在台账中：请先打开或新建一个台账。</translation>
    </message>
    <message>
      <source>A point can only become a site.</source>
      <translation>点只能成为点状措施。</translation>
    </message>
    <message>
      <source>A polygon has no outer ring and was left out</source>
      <translation>一个面没有外环，已略去</translation>
    </message>
    <message>
      <source>A position was left out, its coordinates cannot be read: {value}</source>
      <translation>一个位置的坐标无法读取，已略去：{value}</translation>
    </message>
    <message>
      <source>A quota is for “{name}”, which no feature is called</source>
      <translation>任务所属的“{name}”没有对应的要素</translation>
    </message>
    <message>
      <source>A rate is not split</source>
      <translation>比率不分解</translation>
    </message>
    <message>
      <source>A rate is not split: give each township the rate itself.</source>
      <translation>比率不分解：请把比率本身作为每个乡镇的任务。</translation>
    </message>
    <message>
      <source>A red line whose outline crosses itself</source>
      <translation>轮廓自相交的红线</translation>
    </message>
    <message>
      <source>A reported area measured in Web Mercator</source>
      <translation>按 Web 墨卡托量算的上报面积</translation>
    </message>
    <message>
      <source>A ring of parcel {name} has only {count} different points, left out</source>
      <translation>地块 {name} 的一个环只有 {count} 个不同的点，已略去</translation>
    </message>
    <message>
      <source>A sentence's checksum is wrong, it was left out: {value}</source>
      <translation>一条语句的校验和不符，已略去：{value}</translation>
    </message>
    <message>
      <source>A shape is damaged: {reason}</source>
      <translation>一个图形已损坏：{reason}</translation>
    </message>
    <message>
      <source>A shift to CGCS2000 needs 7 finite parameters, not {given}</source>
      <translation>转换到 CGCS2000 需要 7 个有限的参数，而不是 {given} 个</translation>
    </message>
    <message>
      <source>A status that is in no code list (65)</source>
      <translation>不在代码表中的状态（65）</translation>
    </message>
    <message>
      <source>A strip 0.5 m wide, left over from cutting</source>
      <translation>切割留下的 0.5 米宽条带</translation>
    </message>
    <message>
      <source>A survival rate of {survival:g} % means status {means}, not {after}</source>
      <translation>成活率 {survival:g} % 对应状态 {means}，而不是 {after}</translation>
    </message>
    <message>
      <source>A tag or comment is larger than {limit} MB</source>
      <translation>一个标签或注释大于 {limit} MB</translation>
    </message>
    <message>
      <source>A target of the kind {kind} cannot be shown by {evidence}</source>
      <translation>类型为 {kind} 的目标不能以 {evidence} 为依据</translation>
    </message>
    <message>
      <source>A time cannot be read: {value}</source>
      <translation>时间无法读取：{value}</translation>
    </message>
    <message>
      <source>A track has {values} values of {what} for {points} positions; they were left out</source>
      <translation>一条轨迹有 {points} 个位置，却有 {values} 个{what}，后者已略去</translation>
    </message>
    <message>
      <source>A type is not spelled as GeoJSON demands: {value}</source>
      <translation>类型的写法不合 GeoJSON 规定：{value}</translation>
    </message>
    <message>
      <source>Add &amp;target</source>
      <translation>添加目标(&amp;T)</translation>
    </message>
    <message>
      <source>Add it to the header; the shipped plan shows all columns.</source>
      <translation>请把它加到表头；随附的规划列出了全部列。</translation>
    </message>
    <message>
      <source>Add pro&amp;ject</source>
      <translation>添加项目(&amp;J)</translation>
    </message>
    <message>
      <source>Add rows for it to the plan's restrictions.</source>
      <translation>请在规划的限制表中为它添加行。</translation>
    </message>
    <message>
      <source>Add the file it leads to.</source>
      <translation>请添加它指向的文件。</translation>
    </message>
    <message>
      <source>Add the file to say otherwise; the shipped plan shows its entries.</source>
      <translation>需要另行指定时请补上该文件，条目可参照随附的规划。</translation>
    </message>
    <message>
      <source>Add the file; the shipped plan shows its columns.</source>
      <translation>请补上该文件；随附的规划列出了它的各列。</translation>
    </message>
    <message>
      <source>Add the folders in it one after the other.</source>
      <translation>请逐个添加其中的子文件夹。</translation>
    </message>
    <message>
      <source>Add the ledger's layers again, or refresh: it may have been deleted.</source>
      <translation>请重新添加台账图层或刷新：它可能已被删除。</translation>
    </message>
    <message>
      <source>Add the ledger's layers again, or save the edits first.</source>
      <translation>请重新添加台账图层，或先保存编辑。</translation>
    </message>
    <message>
      <source>Add the ledger's layers again.</source>
      <translation>请重新添加台账图层。</translation>
    </message>
    <message>
      <source>Add the ledger's layers again; check that the file is not read-only.</source>
      <translation>请重新添加台账图层；并确认文件不是只读。</translation>
    </message>
    <message>
      <source>Add the missing points, or import it as points.</source>
      <translation>请补上缺少的点，或按点导入。</translation>
    </message>
    <message>
      <source>Add the rules of your plan to the ledger.</source>
      <translation>请把本地规划的管控规则加入台账。</translation>
    </message>
    <message>
      <source>Adds to every polygon its official area (图斑椭球面积) on the CGCS2000 ellipsoid as the national land survey prescribes, rounded to 0.01 m²; the unrounded measure the ledger adds up; the planar area in the layer's own coordinates; and the reason why they differ.

official_m2, official_mu: state these for a single parcel.
measure_m2: sums of it are right to the last digit; the ledger uses it.
planar_m2, difference_m2: what a map calculates (NULL for degrees), and how far off it is.
reason, explanation: a key for filters, and a sentence.

Any coordinate system that can be measured will do, and the project's ellipsoid does not matter. Invalid polygons are repaired on a copy; the output keeps the geometry as it was.</source>
      <translation>为每个面添加：按国土调查规定在 CGCS2000 椭球上计算的图斑椭球面积（取到 0.01 平方米）、台账汇总所用的不取舍的计量面积、图层自身坐标下的平面面积，以及它们不同的原因。

official_m2、official_mu：单个图斑请填报这两个数。
measure_m2：其合计准确到最后一位，台账采用它。
planar_m2、difference_m2：地图上量得的面积（以度为单位时为 NULL）及其差值。
reason、explanation：便于筛选的代码和一句说明。

任何可量算的坐标系都可以，工程的椭球设置不影响结果。无效的面在副本上修复；输出保留原图形。</translation>
    </message>
    <message>
      <source>All</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>All areas</source>
      <translation>全部面积目标</translation>
    </message>
    <message>
      <source>All areas: {counted} of {promise} {unit} ({percent} %)</source>
      <translation>面积合计：计入 {counted} / {promise} {unit}（{percent}%）</translation>
    </message>
    <message>
      <source>All areas: {counted} {unit}</source>
      <translation>面积合计：计入 {counted} {unit}</translation>
    </message>
    <message>
      <source>All but {bad} of {count} characters are sound {encoding}</source>
      <translation>{count} 个字符中除 {bad} 个外都是完好的 {encoding}</translation>
    </message>
    <message>
      <source>All its layers are in the project already.</source>
      <translation>它的全部图层已在工程中。</translation>
    </message>
    <message>
      <source>All of it is deducted as off the baseline.</source>
      <translation>全部按非基底扣减。</translation>
    </message>
    <message>
      <source>All townships</source>
      <translation>全部乡镇</translation>
    </message>
    <message>
      <source>All windows of EcoLedger show the ledger chosen here</source>
      <translation>生态台账的所有窗口都显示这里选定的台账</translation>
    </message>
    <message>
      <source>All years</source>
      <translation>全部年度</translation>
    </message>
    <message>
      <source>All {count} characters beyond ASCII are sound {encoding}</source>
      <translation>ASCII 以外的 {count} 个字符全是完好的 {encoding}</translation>
    </message>
    <message>
      <source>Also there</source>
      <translation>此处还有</translation>
    </message>
    <message>
      <source>Amount</source>
      <translation>数量</translation>
    </message>
    <message>
      <source>Amount ({unit})</source>
      <translation>数量（{unit}）</translation>
    </message>
    <message>
      <source>An element has more than {limit} attributes</source>
      <translation>一个元素的属性多于 {limit} 个</translation>
    </message>
    <message>
      <source>An official area from before the outline was changed</source>
      <translation>图形修改之前算出的图斑椭球面积</translation>
    </message>
    <message>
      <source>An outline whose last point is missing</source>
      <translation>缺最后一点的轮廓</translation>
    </message>
    <message>
      <source>An outline with a needle 0.2 m wide</source>
      <translation>带 0.2 米宽尖刺的轮廓</translation>
    </message>
    <message>
      <source>Area (mu)</source>
      <translation>面积（亩）</translation>
    </message>
    <message>
      <source>Area {mu:,.2f} mu · {hectares:,.4f} ha</source>
      <translation>面积 {mu:,.2f} 亩 · {hectares:,.4f} 公顷</translation>
    </message>
    <message>
      <source>Areas side &amp;by side</source>
      <translation>三种面积并列(&amp;B)</translation>
    </message>
    <message>
      <source>Article or basis</source>
      <translation>条款或依据</translation>
    </message>
    <message>
      <source>Article {number}</source>
      <translation>第 {number} 条</translation>
    </message>
    <message>
      <source>As of (empty: everything)</source>
      <translation>截止日期（留空：全部）</translation>
    </message>
    <message>
      <source>Ask about a place first</source>
      <translation>请先点选一处</translation>
    </message>
    <message>
      <source>Ask for more: its planted faults and conflicts alone are that many.</source>
      <translation>请增加数量：仅预设的问题和冲突就有这么多。</translation>
    </message>
    <message>
      <source>Ask for the .dbf, or fill the fields in after the import.</source>
      <translation>请索取 .dbf，或在导入后填写字段。</translation>
    </message>
    <message>
      <source>Ask the natural-resources bureau for the county's 7 parameters and give them here, or have the file transformed.</source>
      <translation>请向自然资源部门索取本县七参数填入此处，或请其转换文件。</translation>
    </message>
    <message>
      <source>Ask the natural-resources bureau for the county's 7 parameters and give them in a custom CRS in WKT, TOWGS84[dx,dy,dz,rx,ry,rz,s] (QGIS drops them from a Proj string; the manual's page on areas has it to copy), or have the data transformed to CGCS2000.</source>
      <translation>请向自然资源部门索取本县七参数，填入 WKT 格式的自定义坐标系 TOWGS84[dx,dy,dz,rx,ry,rz,s]（写成 Proj 字符串时 QGIS 会丢掉参数；手册“面积”一页有可复制的文字），或请其将数据转换到 CGCS2000。</translation>
    </message>
    <message>
      <source>Ask whoever keeps the file for the right to read it, or for a copy.</source>
      <translation>请向文件保管人申请读取权限，或索取副本。</translation>
    </message>
    <message>
      <source>Ask whoever made the file whether it is CGCS2000 or an older system, then choose.</source>
      <translation>请询问文件制作者用的是 CGCS2000 还是旧坐标系，然后选择。</translation>
    </message>
    <message>
      <source>Baseline: patches on which alone parcels count</source>
      <translation>基底：图斑只在其上才计入</translation>
    </message>
    <message>
      <source>Baselines</source>
      <translation>基底</translation>
    </message>
    <message>
      <source>Becomes</source>
      <translation>成为</translation>
    </message>
    <message>
      <source>Begin your own</source>
      <translation>开始自己的台账</translation>
    </message>
    <message>
      <source>Beside the feature {area:.2f} m² are covered by none</source>
      <translation>该要素旁有 {area:.2f} 平方米没有被任何要素覆盖</translation>
    </message>
    <message>
      <source>Borders snapped</source>
      <translation>边界已捕捉</translation>
    </message>
    <message>
      <source>Both are counted. If they are one, set one of them to void (99).</source>
      <translation>两处都计入。若是同一处，请将其中一处设为作废（99）。</translation>
    </message>
    <message>
      <source>Both count; they are listed as one place.</source>
      <translation>两处都计入，并列为同一地点。</translation>
    </message>
    <message>
      <source>Both wings are read and the repair is listed; the parcel in it is found.</source>
      <translation>两翼都能读取，修复已列出；其中的图斑也能查到。</translation>
    </message>
    <message>
      <source>Bring the layer to EPSG:4326 before exporting it.</source>
      <translation>导出前请把图层转换到 EPSG:4326。</translation>
    </message>
    <message>
      <source>By the &amp;area of each township</source>
      <translation>按各乡镇面积(&amp;A)</translation>
    </message>
    <message>
      <source>By the &amp;baseline in each township</source>
      <translation>按各乡镇内的基底(&amp;B)</translation>
    </message>
    <message>
      <source>By the file's word {count} of {total} objects are GCJ-02; these were brought to CGCS2000</source>
      <translation>按文件自身标记，{total} 个对象中有 {count} 个为 GCJ-02 坐标，已换算到 CGCS2000</translation>
    </message>
    <message>
      <source>By the rules in force on {day}</source>
      <translation>按 {day} 有效的规则</translation>
    </message>
    <message>
      <source>By their values, column {x} was taken for x (east), {y} for y (north)</source>
      <translation>按数值判断，列 {x} 作为 x（东），列 {y} 作为 y（北）</translation>
    </message>
    <message>
      <source>By {day} {due} {unit} were due; {missing} {unit} are missing</source>
      <translation>到 {day} 应完成 {due} {unit}，还差 {missing} {unit}</translation>
    </message>
    <message>
      <source>Bytes that are no text in {encoding}: {count}; names are garbled there</source>
      <translation>不是 {encoding} 文本的字节：{count} 个；那里的名称是乱码</translation>
    </message>
    <message>
      <source>Calculate the official area again.</source>
      <translation>请重新计算图斑椭球面积。</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Cannot be ruled out: {works}</source>
      <translation>不能排除冲突：{works}</translation>
    </message>
    <message>
      <source>Cells read: {read}; left out: {left}</source>
      <translation>已读入单元格 {read} 个；略去 {left} 个</translation>
    </message>
    <message>
      <source>Chart over time as SVG or PNG…</source>
      <translation>时间进度图存为 SVG 或 PNG…</translation>
    </message>
    <message>
      <source>Chec&amp;k this place</source>
      <translation>这里能不能建(&amp;K)</translation>
    </message>
    <message>
      <source>Check both codes.</source>
      <translation>请核对两个代码。</translation>
    </message>
    <message>
      <source>Check its coordinate system and cut it at the border.</source>
      <translation>请检查其坐标系，并在边界处裁切。</translation>
    </message>
    <message>
      <source>Check of a place</source>
      <translation>选址核对</translation>
    </message>
    <message>
      <source>Check on the device that something was recorded, and export it again.</source>
      <translation>请在设备上确认确有记录，然后重新导出。</translation>
    </message>
    <message>
      <source>Check rules: red lines, bank zones, bans</source>
      <translation>检查管控规则：红线、岸线功能区、禁建</translation>
    </message>
    <message>
      <source>Check that it is the right file and holds no pictures or maps.</source>
      <translation>请确认文件没选错，且不含图片或地图。</translation>
    </message>
    <message>
      <source>Check that it is the right file; choose its coordinate system yourself if it is.</source>
      <translation>请确认文件没选错；若没错，请自行选择坐标系。</translation>
    </message>
    <message>
      <source>Check that it is the right file; export it again as KMZ or KML.</source>
      <translation>请确认文件没选错；请重新导出为 KMZ 或 KML。</translation>
    </message>
    <message>
      <source>Check that it is the right file; export it again with fewer folders.</source>
      <translation>请确认文件没选错；请减少文件夹层级后重新导出。</translation>
    </message>
    <message>
      <source>Check that nothing is missing.</source>
      <translation>请确认没有遗漏。</translation>
    </message>
    <message>
      <source>Check that the ledger is not read-only and not open in another program.</source>
      <translation>请确认台账不是只读，且没有在其他程序中打开。</translation>
    </message>
    <message>
      <source>Check the amount; progress cannot be told as a percentage of zero.</source>
      <translation>请核对数量；目标为零时无法计算完成率。</translation>
    </message>
    <message>
      <source>Check the areas and their units.</source>
      <translation>请核对面积及其单位。</translation>
    </message>
    <message>
      <source>Check the closing edge on the map, or take the track as a line.</source>
      <translation>请在图上核对闭合边，或将轨迹按线导入。</translation>
    </message>
    <message>
      <source>Check the coordinate system and the axis order; leave them out if they are not ours.</source>
      <translation>请检查坐标系和坐标次序；若不属于本区请略去。</translation>
    </message>
    <message>
      <source>Check the decimal point and the unit.</source>
      <translation>请核对小数点和单位。</translation>
    </message>
    <message>
      <source>Check the disk and the folder, and that no other program uses the file.</source>
      <translation>请检查磁盘和文件夹，并确认没有其他程序在使用该文件。</translation>
    </message>
    <message>
      <source>Check the free space, and that the file is writable and not in use.</source>
      <translation>请检查剩余空间，并确认文件可写且未被占用。</translation>
    </message>
    <message>
      <source>Check the layer's CRS and these coordinates. Nothing was written.</source>
      <translation>请检查图层的坐标系和这些坐标。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Check the layer's geometry, then run again.</source>
      <translation>请检查图层的几何，然后重新运行。</translation>
    </message>
    <message>
      <source>Check the line; the rest was read.</source>
      <translation>请检查这一行；其余已读入。</translation>
    </message>
    <message>
      <source>Check the name; in XML it has to be written &amp;amp;.</source>
      <translation>请检查名称；XML 中应写作 &amp;amp;。</translation>
    </message>
    <message>
      <source>Check the names and numbers near this line.</source>
      <translation>请检查这一行附近的名称和数字。</translation>
    </message>
    <message>
      <source>Check the place on the map; headings in the file would make it sure.</source>
      <translation>请在图上核对位置；文件有表头才能确定。</translation>
    </message>
    <message>
      <source>Check the rows; {gap} {unit} are missing or, if negative, too much.</source>
      <translation>请检查各行；差额为 {gap} {unit}（负数表示多出）。</translation>
    </message>
    <message>
      <source>Check the shape on the map.</source>
      <translation>请在图上核对形状。</translation>
    </message>
    <message>
      <source>Check the unit, the coordinate system it was measured in, and the outline.</source>
      <translation>请核对单位、量算所用的坐标系和轮廓。</translation>
    </message>
    <message>
      <source>Check the unit: dx, dy, dz in m, rx, ry, rz in seconds of arc, scale in ppm.</source>
      <translation>请核对单位：dx、dy、dz 为米，rx、ry、rz 为角秒，尺度为 ppm。</translation>
    </message>
    <message>
      <source>Check whether one of the two has the wrong name.</source>
      <translation>请核对两者之一是否名称有误。</translation>
    </message>
    <message>
      <source>Check your rights to it, and add it again.</source>
      <translation>请检查访问权限，然后重新添加。</translation>
    </message>
    <message>
      <source>Check: cannot be used</source>
      <translation>检查：图形不能用</translation>
    </message>
    <message>
      <source>Check: code not in its list</source>
      <translation>检查：代码不在代码表</translation>
    </message>
    <message>
      <source>Check: dates out of order</source>
      <translation>检查：日期次序不对</translation>
    </message>
    <message>
      <source>Check: gap</source>
      <translation>检查：缝隙</translation>
    </message>
    <message>
      <source>Check: no date of acceptance</source>
      <translation>检查：缺验收日期</translation>
    </message>
    <message>
      <source>Check: no survival rate</source>
      <translation>检查：缺成活率</translation>
    </message>
    <message>
      <source>Check: no verified amount</source>
      <translation>检查：缺核实数量</translation>
    </message>
    <message>
      <source>Check: not filled in</source>
      <translation>检查：必填未填</translation>
    </message>
    <message>
      <source>Check: not valid</source>
      <translation>检查：图形无效</translation>
    </message>
    <message>
      <source>Check: number out of range</source>
      <translation>检查：数值超限</translation>
    </message>
    <message>
      <source>Check: number twice</source>
      <translation>检查：图斑号重复</translation>
    </message>
    <message>
      <source>Check: official area out of date</source>
      <translation>检查：图斑椭球面积过期</translation>
    </message>
    <message>
      <source>Check: outside the district</source>
      <translation>检查：超出区界</translation>
    </message>
    <message>
      <source>Check: overlap in the layer</source>
      <translation>检查：图层内重叠</translation>
    </message>
    <message>
      <source>Check: reported area too far off</source>
      <translation>检查：上报与图上面积相差过大</translation>
    </message>
    <message>
      <source>Check: reported ≠ verified + unverified</source>
      <translation>检查：上报 ≠ 核实 + 不核实</translation>
    </message>
    <message>
      <source>Check: sliver</source>
      <translation>检查：碎面</translation>
    </message>
    <message>
      <source>Check: spike</source>
      <translation>检查：尖刺</translation>
    </message>
    <message>
      <source>Check: status against survival</source>
      <translation>检查：状态与成活率不符</translation>
    </message>
    <message>
      <source>Check: too small</source>
      <translation>检查：面积过小</translation>
    </message>
    <message>
      <source>Check: township and place differ</source>
      <translation>检查：乡镇与位置不符</translation>
    </message>
    <message>
      <source>Check: verified ≠ its four parts</source>
      <translation>检查：核实 ≠ 四项之和</translation>
    </message>
    <message>
      <source>Check: vertex twice</source>
      <translation>检查：重复节点</translation>
    </message>
    <message>
      <source>Checked {checked} of {checked} interventions; {repaired} features repaired on a copy, {unreadable} interventions unreadable.</source>
      <translation>已检查 {checked} 个措施中的 {checked} 个；{repaired} 个要素在副本上修复，{unreadable} 个措施无法读取。</translation>
    </message>
    <message>
      <source>Checked {read} of {features} features</source>
      <translation>已检查 {features} 个要素中的 {read} 个</translation>
    </message>
    <message>
      <source>Checked {read} of {features} features; no rule could be checked for {lost}</source>
      <translation>已检查 {features} 个要素中的 {read} 个；未能对照任何规则：{lost}</translation>
    </message>
    <message>
      <source>Checking the ledger {name}…</source>
      <translation>正在检查台账 {name}…</translation>
    </message>
    <message>
      <source>Checking what was saved to {name}</source>
      <translation>正在核对保存到“{name}”的内容</translation>
    </message>
    <message>
      <source>Choose a cell to see what was given there</source>
      <translation>选一个单元格，这里列出它的历次调整</translation>
    </message>
    <message>
      <source>Choose a code of the list.</source>
      <translation>请从代码表中选择。</translation>
    </message>
    <message>
      <source>Choose a field of dates or numbers; write dates as 2019-05-31.</source>
      <translation>请选择日期或数字字段；日期写作 2019-05-31。</translation>
    </message>
    <message>
      <source>Choose a file of polygons, or add the layer to the project first.</source>
      <translation>请选择面数据文件，或先把图层加入工程。</translation>
    </message>
    <message>
      <source>Choose a file or an item in the list first</source>
      <translation>请先在列表中选择一个文件或条目</translation>
    </message>
    <message>
      <source>Choose a file that ends in .{extension}.</source>
      <translation>请选择扩展名为 .{extension} 的文件。</translation>
    </message>
    <message>
      <source>Choose a file that was made with “Create ledger”.</source>
      <translation>请选择用“新建台账”生成的文件。</translation>
    </message>
    <message>
      <source>Choose a file.</source>
      <translation>请选择文件。</translation>
    </message>
    <message>
      <source>Choose a finding in the list first</source>
      <translation>请先在列表中选择一个问题</translation>
    </message>
    <message>
      <source>Choose a folder.</source>
      <translation>请选择文件夹。</translation>
    </message>
    <message>
      <source>Choose a layer of the map, such as a layer of polygons.</source>
      <translation>请选择有图形的图层，例如面图层。</translation>
    </message>
    <message>
      <source>Choose a layer of the project, or a file QGIS can open.</source>
      <translation>请选择工程中的图层，或 QGIS 能打开的文件。</translation>
    </message>
    <message>
      <source>Choose a layer with polygons.</source>
      <translation>请选择面图层。</translation>
    </message>
    <message>
      <source>Choose a ledger (*.gpkg); unpack it first if it came in a ZIP file.</source>
      <translation>请选择台账（*.gpkg）；若在 ZIP 中请先解压。</translation>
    </message>
    <message>
      <source>Choose a name that ends in .gpkg, or in .csv for a table.</source>
      <translation>请取以 .gpkg 结尾的文件名；表格也可用 .csv。</translation>
    </message>
    <message>
      <source>Choose a piece in the list first</source>
      <translation>请先在列表中选择一块</translation>
    </message>
    <message>
      <source>Choose a row first</source>
      <translation>请先选择一行</translation>
    </message>
    <message>
      <source>Choose a target of the plan, or add this one to it.</source>
      <translation>请选择规划中的目标，或把它加进规划。</translation>
    </message>
    <message>
      <source>Choose among {known}, separated by ;.</source>
      <translation>请从 {known} 中选择，用 ; 分隔。</translation>
    </message>
    <message>
      <source>Choose another encoding, or correct the names after the import.</source>
      <translation>请另选编码，或在导入后改正名称。</translation>
    </message>
    <message>
      <source>Choose another field, or rename one; it has: {fields}.</source>
      <translation>请另选字段或改名；现有字段：{fields}。</translation>
    </message>
    <message>
      <source>Choose another file, or make a new ledger.</source>
      <translation>请另选文件，或新建台账。</translation>
    </message>
    <message>
      <source>Choose another folder, or the file itself.</source>
      <translation>请另选文件夹，或直接选文件。</translation>
    </message>
    <message>
      <source>Choose another kind of geometry, or leave it out.</source>
      <translation>请另选图形类型，或略去它。</translation>
    </message>
    <message>
      <source>Choose another layer, or correct the kind or the geometry of this row.</source>
      <translation>请另选图层，或改正这一行的类型或几何。</translation>
    </message>
    <message>
      <source>Choose another layer, select some of its features, or leave the baseline out.</source>
      <translation>请另选图层，选中其中的要素，或不设基底。</translation>
    </message>
    <message>
      <source>Choose another name for one of them.</source>
      <translation>请为其中一个另取名称。</translation>
    </message>
    <message>
      <source>Choose another name for the result. The file was left as it is.</source>
      <translation>请为结果另取名称。该文件未作改动。</translation>
    </message>
    <message>
      <source>Choose another name, or remove its layers first.</source>
      <translation>请另取名字，或先移除它的图层。</translation>
    </message>
    <message>
      <source>Choose another name, or say that it may be overwritten.</source>
      <translation>请另取名称，或选择允许覆盖。</translation>
    </message>
    <message>
      <source>Choose another seed, or fewer parcels.</source>
      <translation>请另选种子数，或减少图斑数量。</translation>
    </message>
    <message>
      <source>Choose another value.</source>
      <translation>请另选一个值。</translation>
    </message>
    <message>
      <source>Choose from: {known}.</source>
      <translation>请从中选择：{known}。</translation>
    </message>
    <message>
      <source>Choose how its coordinates are to be read.</source>
      <translation>请选择坐标的读法。</translation>
    </message>
    <message>
      <source>Choose it: some rules ask for it.</source>
      <translation>请选择：部分规则据此判断。</translation>
    </message>
    <message>
      <source>Choose its target in the form.</source>
      <translation>请在表单中选择目标。</translation>
    </message>
    <message>
      <source>Choose one of 10 to 80, or 99 for a void one.</source>
      <translation>请选择 10 至 80 之一，作废用 99。</translation>
    </message>
    <message>
      <source>Choose one of {known}.</source>
      <translation>请选择其中之一：{known}。</translation>
    </message>
    <message>
      <source>Choose the datum GCJ-02 when importing.</source>
      <translation>导入时请选择 GCJ-02 坐标。</translation>
    </message>
    <message>
      <source>Choose the encoding yourself: UTF-8 or GBK for most files.</source>
      <translation>请自行选择编码：多数文件为 UTF-8 或 GBK。</translation>
    </message>
    <message>
      <source>Choose the field of the baseline's class, or clear the classes.</source>
      <translation>请选择基底的类别字段，或清空类别。</translation>
    </message>
    <message>
      <source>Choose the field of the quota.</source>
      <translation>请选择任务数量字段。</translation>
    </message>
    <message>
      <source>Choose the file the ledger is to be kept in.</source>
      <translation>请选择台账保存到哪个文件。</translation>
    </message>
    <message>
      <source>Choose the folder that holds plan.csv and targets.csv.</source>
      <translation>请选择包含 plan.csv 和 targets.csv 的文件夹。</translation>
    </message>
    <message>
      <source>Choose the layer of the baseline, or clear the classes.</source>
      <translation>请选择基底图层，或清空类别。</translation>
    </message>
    <message>
      <source>Choose the layer of the townships, and select none or all of them.</source>
      <translation>请选择乡镇图层，并且全选或不选要素。</translation>
    </message>
    <message>
      <source>Choose the layer of the townships, or a file of them with “…”.</source>
      <translation>请选择乡镇图层，或用“…”选择文件。</translation>
    </message>
    <message>
      <source>Choose the table of that kind, or split mixed and multi-part points. Nothing was written.</source>
      <translation>请选择该类型的表，或拆分混合的、多部分的点。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Choose the target and press Draw; click the corners in the map, end with the right button. Draw over another parcel and watch the totals beside the cursor: the overlap is counted once.</source>
      <translation>选好目标，按“开始画”，在图上单击各拐点，右键结束。画到另一个图斑上，看光标旁的合计：重叠部分只计一次。</translation>
    </message>
    <message>
      <source>Choose the zone when importing.</source>
      <translation>导入时请选择带号。</translation>
    </message>
    <message>
      <source>Choose whether all pieces are kept or only the largest.</source>
      <translation>请选择保留全部地块，还是只保留最大的一块。</translation>
    </message>
    <message>
      <source>Chosen: {name}</source>
      <translation>已选择：{name}</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Classes are given ({classes}), but no baseline that has them</source>
      <translation>填写了类别（{classes}），但没有选择含有这些类别的基底</translation>
    </message>
    <message>
      <source>Classes are given, but not the field of {layer} that holds them</source>
      <translation>已给出类别，但没有指定 {layer} 中的类别字段</translation>
    </message>
    <message>
      <source>Classes that count, separated by ; (empty: all)</source>
      <translation>计入的类别，用 ; 分隔（留空：全部）</translation>
    </message>
    <message>
      <source>Click a deduction, or ↑ ↓ and Enter, to list its pieces</source>
      <translation>单击一项扣减，或按 ↑ ↓ 和回车，列出其各块</translation>
    </message>
    <message>
      <source>Click or draw anywhere: which rules apply there, and may it be built?</source>
      <translation>点选或画一块地：适用哪些规定，能不能建</translation>
    </message>
    <message>
      <source>Click the corners; right-click ends the shape</source>
      <translation>单击各拐点；右键结束绘制</translation>
    </message>
    <message>
      <source>Clip to the patches</source>
      <translation>裁到基底图斑内</translation>
    </message>
    <message>
      <source>Clip to {township}</source>
      <translation>裁到{township}内</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Close it in Excel and other programs, or choose another name or folder.</source>
      <translation>请在 Excel 等程序中关闭它，或另选名称、文件夹。</translation>
    </message>
    <message>
      <source>Close it in other programs and check that you may read it.</source>
      <translation>请在其他程序中关闭它，并确认有读取权限。</translation>
    </message>
    <message>
      <source>Close it in other programs, or choose another folder.</source>
      <translation>请在其他程序中关闭它，或另选文件夹。</translation>
    </message>
    <message>
      <source>Close ledger: progress by target, township, year or status</source>
      <translation>台账结账：按目标、乡镇、年度或状态统计进度</translation>
    </message>
    <message>
      <source>Close the &amp;ledger…</source>
      <translation>结账(&amp;L)…</translation>
    </message>
    <message>
      <source>Close without saving? What was changed is lost.</source>
      <translation>不保存就关闭吗？所作修改将丢失。</translation>
    </message>
    <message>
      <source>Close, do not save</source>
      <translation>不保存，关闭</translation>
    </message>
    <message>
      <source>Closes a ledger against its plan: every square metre, metre and site counts once, and what does not count is listed with its reason.

gross - invalid - outside - baseline - too_small - overlap = counted, in every row.

As of: what was finished later does not count; empty counts everything.
Statuses: those that count as done. 10 planned, 20 designed, 30 under construction, 40 self-checked, 50 re-checked, 60 accepted, 61 to be replanted, 62 failed, 70 archived, 80 closed, 99 void.
By: one row per target, or per target and township, year or status.

Progress: amounts in base units (m², m, sites, fractions, t) with base_unit; amount and counted_amount in the plan's own unit. reported, under_way and planned is what those stages would add. A row without township lies in none; a quota that is not set is NULL, never zero. as_of, statuses, period and min_area (m²) say what the result was asked for.
Interventions: a row each, with every deduction, the reason, and the uuid of the earlier one whose ground it repeats; what status or date leave out has its size in excluded, not in gross. Deducted pieces: a layer each for polygons, lines and points.</source>
      <translation>对照规划为台账结账：每一平方米、每一米、每一处只计一次，未计入的列明原因。

gross（毛数）- invalid（无效）- outside（区外）- baseline（非基底）- too_small（过小）- overlap（重叠）= counted（计入），每一行都闭合。

截止日期：之后完成的不计；留空则全部计入。
状态：算完成的状态。10 计划，20 作业设计，30 施工，40 县级自查，50 复查，60 验收合格，61 待补植，62 失败，70 入库，80 销号，99 作废。
按：每个目标一行，或再按乡镇、年度、状态分列。

进度：数量采用基本单位（平方米、米、处、比率、吨），见 base_unit；amount 和 counted_amount 采用规划的单位。reported、under_way、planned 是这些阶段可增加的数量。没有乡镇的行表示不在任何乡镇内；未下达的任务为 NULL，从不写零。as_of、statuses、period、min_area（平方米）写明结果按什么条件得出。
措施：每条一行，列出各项扣减、原因以及所重复的先完成措施的 uuid；因状态或日期不参加结账的，面积写在 excluded，不计入 gross。扣减图斑：面、线、点各一个图层。</translation>
    </message>
    <message>
      <source>Closes the books of any polygon layer, for example shapefiles of a technician, against any units, for example townships: every square metre counts once, and what does not count is listed with its reason.

gross - invalid - outside - baseline - too_small - overlap = counted, in every row. Areas are on the CGCS2000 ellipsoid, whatever the project's settings and the layers' coordinate systems; 1 mu = 2000/3 m².

Target field: the same ground may count once for each target. Without it all parcels are one target.
Order field: a date or a number; the lower one was first and keeps the ground. Without it the feature id decides; what is neither comes last and is listed.
Baseline: patches on which alone parcels count, such as barren land.
Quotas: a table with the unit field (and the target field) under the same names as in the other layers, and the amounts in the unit chosen. In the results the quota is in m².

Results: the progress by unit and target; every parcel with its deductions; every deducted piece as a polygon. What lies in no unit has a row without unit name.</source>
      <translation>为任意面图层（例如技术人员的 Shapefile）按任意单元（例如乡镇）结账：每一平方米只计一次，未计入的列明原因。

gross（毛面积）- invalid（无效）- outside（区外）- baseline（非基底）- too_small（过小）- overlap（重叠）= counted（计入），每一行都闭合。面积为 CGCS2000 椭球面积，与工程设置和图层坐标系无关；1 亩 = 2000/3 平方米。

目标字段：同一地块可为每个目标各计一次。不设则全部图斑为一个目标。
先后字段：日期或数字，小者在先并占有地块。不设则按要素编号；既非日期也非数字的排在最后并列出。
基底：图斑只在其上才计入，例如宜林荒山。
任务：一张表，其单元字段（和目标字段）与其他图层同名，数量采用所选单位。结果中的任务以平方米表示。

结果：按单元和目标的进度；每个图斑及其扣减；每一块扣减的面。不在任何单元内的列为没有单元名称的一行。</translation>
    </message>
    <message>
      <source>Closing gap (m)</source>
      <translation>闭合差（米）</translation>
    </message>
    <message>
      <source>Closing the ledger gives each target's progress by township and year, and each piece of ground that was not counted with its reason.</source>
      <translation>结账给出各目标分乡镇、分年度的进度，以及没有计入的每一块地和原因。</translation>
    </message>
    <message>
      <source>Closing the ledger {name}…</source>
      <translation>正在为台账 {name} 结账…</translation>
    </message>
    <message>
      <source>Column of the file</source>
      <translation>文件中的列</translation>
    </message>
    <message>
      <source>Compare both on the map, ask whoever made the file, and choose.</source>
      <translation>请在图上比较两者，询问文件制作者，然后选择。</translation>
    </message>
    <message>
      <source>Compare the number of shapes with the source: {count}.</source>
      <translation>请与来源核对图形数量：{count}。</translation>
    </message>
    <message>
      <source>Compare the parcel with its source: points may be missing.</source>
      <translation>请与来源核对该地块：可能缺点。</translation>
    </message>
    <message>
      <source>Compare the shape or value it names with the source.</source>
      <translation>请将其所指的图形或数值与来源核对。</translation>
    </message>
    <message>
      <source>Compare them on the map and choose.</source>
      <translation>请在图上比较，然后选择。</translation>
    </message>
    <message>
      <source>Comparing the areas of {count} parcels</source>
      <translation>正在比较 {count} 个图斑的面积</translation>
    </message>
    <message>
      <source>Conflicts clipped away</source>
      <translation>已裁去冲突部分</translation>
    </message>
    <message>
      <source>Control characters left out: {count}</source>
      <translation>略去的控制字符：{count} 个</translation>
    </message>
    <message>
      <source>Coordinate system of the coordinates (empty: found out)</source>
      <translation>坐标的坐标系（留空：自动判断）</translation>
    </message>
    <message>
      <source>Coordinate system of the ledger (empty: the plan's)</source>
      <translation>台账的坐标系（留空：采用规划的）</translation>
    </message>
    <message>
      <source>Coordinates are separated in an unusual way; the first was read as {value}</source>
      <translation>坐标的分隔方式少见；第一个读作 {value}</translation>
    </message>
    <message>
      <source>Copy (Ctrl+C)</source>
      <translation>复制（Ctrl+C）</translation>
    </message>
    <message>
      <source>Copy all files of the Shapefile: .shp, .shx, .dbf, .prj, .cpg.</source>
      <translation>请复制 Shapefile 的全部文件：.shp、.shx、.dbf、.prj、.cpg。</translation>
    </message>
    <message>
      <source>Copy it again, or unpack it yourself and import what is in it.</source>
      <translation>请重新复制，或自行解压后导入其中的文件。</translation>
    </message>
    <message>
      <source>Copy it again: shapes at its end may be missing.</source>
      <translation>请重新复制：文件末尾的图形可能缺失。</translation>
    </message>
    <message>
      <source>Copy it from the device again if something is missing.</source>
      <translation>若有缺失，请从设备重新复制。</translation>
    </message>
    <message>
      <source>Copy it from the device again, or export it as GPX.</source>
      <translation>请从设备重新复制，或导出为 GPX。</translation>
    </message>
    <message>
      <source>Copy it from the device again, or export it as KML.</source>
      <translation>请从设备重新复制，或导出为 KML。</translation>
    </message>
    <message>
      <source>Copy it from the device again.</source>
      <translation>请从设备重新复制。</translation>
    </message>
    <message>
      <source>Copy the chosen rows (Ctrl+C)</source>
      <translation>复制所选行（Ctrl+C）</translation>
    </message>
    <message>
      <source>Copy the sheet that is needed into a file of its own.</source>
      <translation>请将所需的工作表单独存为一个文件。</translation>
    </message>
    <message>
      <source>Correct it in the file, or check the shape on the map.</source>
      <translation>请在文件中改正，或在图上核对形状。</translation>
    </message>
    <message>
      <source>Correct it in the file, or draw it again.</source>
      <translation>请在文件中改正，或重新绘制。</translation>
    </message>
    <message>
      <source>Correct it, unless your own layer uses it; known are: {known}.</source>
      <translation>请改正，除非您自己的图层在用它；已知的有：{known}。</translation>
    </message>
    <message>
      <source>Correct it; nearest: {near}.</source>
      <translation>请改正；最接近的是：{near}。</translation>
    </message>
    <message>
      <source>Correct one of the two dates.</source>
      <translation>请改正两个日期之一。</translation>
    </message>
    <message>
      <source>Correct the WKT; the other rows were read.</source>
      <translation>请改正 WKT；其余各行已读入。</translation>
    </message>
    <message>
      <source>Correct the amounts: verified = qualified + replant + failed + lost.</source>
      <translation>请改正数量：核实 = 合格 + 待补植 + 失败 + 损失。</translation>
    </message>
    <message>
      <source>Correct the bank: 1 left, 2 right, looking downstream.</source>
      <translation>请改正岸别：面向下游，1 左岸，2 右岸。</translation>
    </message>
    <message>
      <source>Correct the code, or add the township; nearest: {near}.</source>
      <translation>请改正代码或添加该乡镇；最接近的是：{near}。</translation>
    </message>
    <message>
      <source>Correct the common border of the two townships.</source>
      <translation>请修正两个乡镇的共同边界。</translation>
    </message>
    <message>
      <source>Correct the dates: started, completed, accepted.</source>
      <translation>请改正日期：开工、完成、验收依次在后。</translation>
    </message>
    <message>
      <source>Correct the id, or add the group; known are: {known}.</source>
      <translation>请改正代码或添加该组；已知的有：{known}。</translation>
    </message>
    <message>
      <source>Correct the id, or add the rule; nearest: {near}.</source>
      <translation>请改正代码或添加该规则；最接近的是：{near}。</translation>
    </message>
    <message>
      <source>Correct the id; nearest: {near}.</source>
      <translation>请改正代码；最接近的是：{near}。</translation>
    </message>
    <message>
      <source>Correct the line; the rest was read.</source>
      <translation>请改正这一行；其余已读入。</translation>
    </message>
    <message>
      <source>Correct the number; mind its unit.</source>
      <translation>请改正该数字；注意其单位。</translation>
    </message>
    <message>
      <source>Correct the ring in the file if it belongs to the parcel.</source>
      <translation>若该环属于这个地块，请在文件中改正。</translation>
    </message>
    <message>
      <source>Correct the three amounts: reported = verified + unverified.</source>
      <translation>请改正三个数：上报 = 核实 + 不核实。</translation>
    </message>
    <message>
      <source>Correct the township code, or the place.</source>
      <translation>请改正乡镇代码或位置。</translation>
    </message>
    <message>
      <source>Counted</source>
      <translation>计入</translation>
    </message>
    <message>
      <source>Counted: works and reports that name this row</source>
      <translation>计数：引用该行的措施和上报数值</translation>
    </message>
    <message>
      <source>Create ledger</source>
      <translation>新建台账</translation>
    </message>
    <message>
      <source>Create sample ledger</source>
      <translation>生成示例台账</translation>
    </message>
    <message>
      <source>Cut one of the two back, or delete what was entered twice.</source>
      <translation>请把两者之一裁回，或删除录入两次的。</translation>
    </message>
    <message>
      <source>Cut one of the two zones back; the stretch is counted once.</source>
      <translation>请将两个功能区之一裁回；该段只计一次。</translation>
    </message>
    <message>
      <source>Cut out of the zone</source>
      <translation>裁出管控区</translation>
    </message>
    <message>
      <source>Cut out of the zone: {done} of {count}</source>
      <translation>已裁出管控区：{done}/{count}</translation>
    </message>
    <message>
      <source>Cut the overlap away</source>
      <translation>裁去重叠部分</translation>
    </message>
    <message>
      <source>Datum of the coordinates</source>
      <translation>坐标的基准</translation>
    </message>
    <message>
      <source>Deducted</source>
      <translation>扣减</translation>
    </message>
    <message>
      <source>Deducted pieces</source>
      <translation>扣减图斑</translation>
    </message>
    <message>
      <source>Deducted pieces of lines</source>
      <translation>扣减线段</translation>
    </message>
    <message>
      <source>Deducted sites</source>
      <translation>扣减的点</translation>
    </message>
    <message>
      <source>Delete it, or give the later one the next revision.</source>
      <translation>请删除它，或给后一个用下一版本号。</translation>
    </message>
    <message>
      <source>Delete the vertex that went astray.</source>
      <translation>请删除偏离的顶点。</translation>
    </message>
    <message>
      <source>Derive areas and shares only from area targets that polygons of their own show.</source>
      <translation>面积和占比只能由自身有面图斑的面积目标推算。</translation>
    </message>
    <message>
      <source>Distance (m)</source>
      <translation>距离（米）</translation>
    </message>
    <message>
      <source>Distance from the zones, on the ground (m)</source>
      <translation>到管控区的距离，地面米数</translation>
    </message>
    <message>
      <source>District: where the data should lie</source>
      <translation>本区：数据应在的范围</translation>
    </message>
    <message>
      <source>Do not trust the file; ask for it again.</source>
      <translation>不要信任该文件；请重新索取。</translation>
    </message>
    <message>
      <source>Do not trust the file; export the data from the device again.</source>
      <translation>不要信任该文件；请从设备重新导出数据。</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>已完成</translation>
    </message>
    <message>
      <source>Done %</source>
      <translation>完成 %</translation>
    </message>
    <message>
      <source>Draw a parcel</source>
      <translation>画一个图斑</translation>
    </message>
    <message>
      <source>Draw at least {least} m²</source>
      <translation>请至少画 {least} 平方米</translation>
    </message>
    <message>
      <source>Draw it again if it is needed; the others were read.</source>
      <translation>需要时请重新绘制；其余已读入。</translation>
    </message>
    <message>
      <source>Draw it again, or correct the file.</source>
      <translation>请重新绘制，或改正文件。</translation>
    </message>
    <message>
      <source>Draw it anew, and check the map's coordinate system.</source>
      <translation>请重新绘制，并检查地图坐标系。</translation>
    </message>
    <message>
      <source>Draw it in the ledger: until then what lies in it counts as outside.</source>
      <translation>请在台账中补画：在此之前，位于其中的都算区外。</translation>
    </message>
    <message>
      <source>Draw it inside the district</source>
      <translation>请画在区内</translation>
    </message>
    <message>
      <source>Draw its reach downstream, under the same river name.</source>
      <translation>请在同一河流名称下按下游方向画出河段。</translation>
    </message>
    <message>
      <source>Draw parcels, lines and sites, and see what they do to the totals</source>
      <translation>绘制面、线、点，并看到它们对合计的影响</translation>
    </message>
    <message>
      <source>Draw the zone along a bank line, or add the bank line.</source>
      <translation>请沿岸线绘制功能区，或补画岸线。</translation>
    </message>
    <message>
      <source>Drop files here first.</source>
      <translation>请先把文件拖到这里。</translation>
    </message>
    <message>
      <source>Duplicate Rings</source>
      <translation>环重复</translation>
    </message>
    <message>
      <source>Earlier FID</source>
      <translation>先完成的 FID</translation>
    </message>
    <message>
      <source>Earlier UUID</source>
      <translation>先完成的 UUID</translation>
    </message>
    <message>
      <source>EcoLedger</source>
      <translation>生态台账</translation>
    </message>
    <message>
      <source>EcoLedger sample.gpkg</source>
      <translation>郧阳示例台账.gpkg</translation>
    </message>
    <message>
      <source>EcoLedger · {district}</source>
      <translation>生态台账 · {district}</translation>
    </message>
    <message>
      <source>Empty: the plan of Yunyang of 2018</source>
      <translation>留空：郧阳区 2018 年规划</translation>
    </message>
    <message>
      <source>Encoding</source>
      <translation>编码</translation>
    </message>
    <message>
      <source>Encoding of the text (auto: found out)</source>
      <translation>文字编码（auto：自动判断）</translation>
    </message>
    <message>
      <source>Every other byte is zero, as in {encoding}</source>
      <translation>每隔一个字节为零，符合 {encoding}</translation>
    </message>
    <message>
      <source>Export field data</source>
      <translation>导出外业数据</translation>
    </message>
    <message>
      <source>Export first: the file shows how the header is written.</source>
      <translation>请先导出一次：文件中可以看到表头的写法。</translation>
    </message>
    <message>
      <source>Export quotas</source>
      <translation>导出任务分解</translation>
    </message>
    <message>
      <source>Export the data as GPX or KML.</source>
      <translation>请将数据导出为 GPX 或 KML。</translation>
    </message>
    <message>
      <source>Export the data as GPX, KML, KMZ, TCX, FIT, NMEA, GeoJSON, CSV, ovjsn or land-bureau TXT.</source>
      <translation>请将数据导出为 GPX、KML、KMZ、TCX、FIT、NMEA、GeoJSON、CSV、ovjsn 或土地坐标 TXT。</translation>
    </message>
    <message>
      <source>Export the data as GeoJSON, GPX or KML.</source>
      <translation>请将数据导出为 GeoJSON、GPX 或 KML。</translation>
    </message>
    <message>
      <source>Export the layer as GeoPackage or Shapefile.</source>
      <translation>请将图层导出为 GeoPackage 或 Shapefile。</translation>
    </message>
    <message>
      <source>Export the layers that are needed into a file of their own.</source>
      <translation>请将所需图层单独导出为一个文件。</translation>
    </message>
    <message>
      <source>FID</source>
      <translation>FID</translation>
    </message>
    <message>
      <source>FID {fid}, {change:+.2f} mu</source>
      <translation>FID {fid}，{change:+.2f} 亩</translation>
    </message>
    <message>
      <source>Failed or void interventions, left out: {number}</source>
      <translation>失败、作废的措施未参加检查：{number} 个</translation>
    </message>
    <message>
      <source>Feature {fid} of {layer} has no uuid, so no waiver can name it</source>
      <translation>{layer} 的要素 {fid} 没有 UUID，因此无法为它登记豁免</translation>
    </message>
    <message>
      <source>Features mended: {count}</source>
      <translation>已改正的要素：{count} 个</translation>
    </message>
    <message>
      <source>Features to check</source>
      <translation>要检查的要素</translation>
    </message>
    <message>
      <source>Features without geometry: {count}</source>
      <translation>没有图形的要素：{count} 个</translation>
    </message>
    <message>
      <source>Field data</source>
      <translation>外业数据</translation>
    </message>
    <message>
      <source>Field data go into a ledger: open or make one first.</source>
      <translation>外业数据要导入台账：请先打开或新建一个。</translation>
    </message>
    <message>
      <source>Field of the baseline's class</source>
      <translation>基底的类别字段</translation>
    </message>
    <message>
      <source>Field of the names</source>
      <translation>名称字段</translation>
    </message>
    <message>
      <source>Field of the parcel numbers (txt)</source>
      <translation>地块编号字段（txt）</translation>
    </message>
    <message>
      <source>Field of the quota</source>
      <translation>任务数量字段</translation>
    </message>
    <message>
      <source>Field of the target</source>
      <translation>目标字段</translation>
    </message>
    <message>
      <source>Field of the township codes (empty: found by its values)</source>
      <translation>乡镇代码字段（留空：按数值识别）</translation>
    </message>
    <message>
      <source>Field of the township names (empty: found by its values)</source>
      <translation>乡镇名称字段（留空：按数值识别）</translation>
    </message>
    <message>
      <source>Field of the unit's name or code</source>
      <translation>单元的名称或代码字段</translation>
    </message>
    <message>
      <source>Field of the zones' class</source>
      <translation>管控区的类别字段</translation>
    </message>
    <message>
      <source>Field that tells who was first (date or number)</source>
      <translation>判断先后的字段（日期或数字）</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>File of the townships</source>
      <translation>乡镇数据文件</translation>
    </message>
    <message>
      <source>File or folder</source>
      <translation>文件或文件夹</translation>
    </message>
    <message>
      <source>File, item</source>
      <translation>文件、条目</translation>
    </message>
    <message>
      <source>Files from the field</source>
      <translation>外业文件</translation>
    </message>
    <message>
      <source>Fill in its name, or choose another field for the names.</source>
      <translation>请填写名称，或另选名称字段。</translation>
    </message>
    <message>
      <source>Fill in the date the intervention was accepted.</source>
      <translation>请填写验收日期。</translation>
    </message>
    <message>
      <source>Fill in the survival rate of the sample plots in percent.</source>
      <translation>请填写样地成活率（百分数）。</translation>
    </message>
    <message>
      <source>Fill in what the inspection verified.</source>
      <translation>请填写核实的数量。</translation>
    </message>
    <message>
      <source>Fill it in.</source>
      <translation>请填写。</translation>
    </message>
    <message>
      <source>Fill the layer, or clear the target's baseline in the plan.</source>
      <translation>请补充该图层，或在规划中清除该目标的基底。</translation>
    </message>
    <message>
      <source>Fill the layer, or take the rule out of the plan.</source>
      <translation>请补充该图层，或从规划中去掉这条规则。</translation>
    </message>
    <message>
      <source>Fill the layer.</source>
      <translation>请补充该图层。</translation>
    </message>
    <message>
      <source>Find out which app wrote the file, or see on the map which of them meets a parcel or road you know, then choose.</source>
      <translation>请弄清文件由哪个应用写出，或在图上看哪一种与已知的图斑或道路吻合，然后选择。</translation>
    </message>
    <message>
      <source>Findin&amp;gs</source>
      <translation>问题(&amp;G)</translation>
    </message>
    <message>
      <source>Findings of the import</source>
      <translation>导入时发现的问题</translation>
    </message>
    <message>
      <source>Findings waived: {count}</source>
      <translation>已豁免 {count} 条</translation>
    </message>
    <message>
      <source>Findings: lines</source>
      <translation>查出的线</translation>
    </message>
    <message>
      <source>Findings: points</source>
      <translation>查出的点</translation>
    </message>
    <message>
      <source>Findings: polygons</source>
      <translation>查出的面</translation>
    </message>
    <message>
      <source>Finds what stands in a zone, or too near to one, that a rule does not want there: with the piece, its area on the CGCS2000 ellipsoid or its distance on the ground, the article and what to do.

Ledger alone: its interventions (void and failed ones left out) against its zones and rules.
Ledger and layer: the features of the layer against the ledger's zones and rules.
Layer and zones: the features against the zones; the rules chosen are those of the shipped plan, all of them held against these zones. Without a choice, whatever lies in a zone, or nearer than the distance, is listed for review.

Rules: ids separated by ; (empty: all).

Every zone is read, and repaired on a copy where it is not valid. The summary says for each rule how many zones were checked, repaired and unreadable, in a sentence too, and whether finding nothing means no conflict of the features that could be read (1) or not (0). A feature that could not be read is named in the log: no rule could be checked for it.

Findings are in three outputs: polygons, lines (also the shortest line to a zone that is too near) and points. The run fails where no zone of a layer given could be read.</source>
      <translation>查出位于管控区内或离其过近、为规则所不许的内容：给出所涉的一块、CGCS2000 椭球面积或地面距离、条款和处理办法。

只给台账：用其管控区和规则检查其中的措施（作废和失败的除外）。
给台账和图层：用台账的管控区和规则检查该图层的要素。
给图层和管控区：用管控区检查要素；所选规则为随附规划的规则，全部对照这些管控区。不选规则时，凡位于管控区内或近于所给距离的都列出供核查。

规则：代码用 ; 分隔（留空：全部）。

每个管控区都会读取，无效的在副本上修复。汇总列出每条规则检查、修复、读不出的管控区数，并写成一句话；还说明对读得出来的要素，“未查出”是否等于没有冲突（1 是，0 否）。读不出来的要素在日志中点名：没有一条规则能对照它。

查出的内容分三个输出：面、线（也包括到过近管控区的最短连线）、点。若所给图层中没有一个管控区能读取，则运行失败。</translation>
    </message>
    <message>
      <source>Finish or accept what is under way, or revise the quota.</source>
      <translation>请完成或验收在建的措施，或调整任务。</translation>
    </message>
    <message>
      <source>First steps…</source>
      <translation>入门…</translation>
    </message>
    <message>
      <source>FlatGeobuf drops rows without a geometry, and “{output}” may have some</source>
      <translation>FlatGeobuf 会丢掉没有图形的行，而“{output}”可能有这样的行</translation>
    </message>
    <message>
      <source>Folder from the field</source>
      <translation>外业文件夹</translation>
    </message>
    <message>
      <source>For example</source>
      <translation>例如</translation>
    </message>
    <message>
      <source>For review</source>
      <translation>核查</translation>
    </message>
    <message>
      <source>Forbidden here: {works}</source>
      <translation>此处禁止：{works}</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>From a zone's border to its bank line at most (m)</source>
      <translation>功能区边界到其岸线的最大距离（米）</translation>
    </message>
    <message>
      <source>From status {before} the workflow does not lead to {after}</source>
      <translation>按流程，“{before}”之后不是“{after}”</translation>
    </message>
    <message>
      <source>From works to the reach at most (m)</source>
      <translation>措施到河段的最大距离（米）</translation>
    </message>
    <message>
      <source>Gap</source>
      <translation>差额</translation>
    </message>
    <message>
      <source>Give a ledger, or a layer and zones, or a layer and a ledger.</source>
      <translation>请给出台账，或图层和管控区，或图层和台账。</translation>
    </message>
    <message>
      <source>Give district_area in plan.csv; until then the townships' area is used.</source>
      <translation>请在 plan.csv 中填写 district_area；在此之前采用乡镇面积之和。</translation>
    </message>
    <message>
      <source>Give dx, dy, dz in m, rx, ry, rz in seconds of arc, scale in ppm.</source>
      <translation>请给出 dx、dy、dz（米）、rx、ry、rz（角秒）、尺度（ppm）。</translation>
    </message>
    <message>
      <source>Give each parcel its own number.</source>
      <translation>请给每个图斑各自的编号。</translation>
    </message>
    <message>
      <source>Give each row its own.</source>
      <translation>请让每行各有一个。</translation>
    </message>
    <message>
      <source>Give each township the rate itself as its quota.</source>
      <translation>请把比率本身作为每个乡镇的任务。</translation>
    </message>
    <message>
      <source>Give every township an area; 0 where it takes no part.</source>
      <translation>请给出每个乡镇的面积；不参加的填 0。</translation>
    </message>
    <message>
      <source>Give it a field of the target, with the name it has in the parcels.</source>
      <translation>请增加目标字段，字段名与图斑图层一致。</translation>
    </message>
    <message>
      <source>Give it a header and at least one row.</source>
      <translation>请给它表头和至少一行。</translation>
    </message>
    <message>
      <source>Give it a name that ends in .gpkg.</source>
      <translation>请用 .gpkg 作扩展名。</translation>
    </message>
    <message>
      <source>Give it one in its form, save, and check again.</source>
      <translation>请在其表单中补上，保存后重新检查。</translation>
    </message>
    <message>
      <source>Give its distance in rules.csv, or choose another relation.</source>
      <translation>请在 rules.csv 中填写距离，或另选关系。</translation>
    </message>
    <message>
      <source>Give parameters for Xi'an 80 or Beijing 54 only.</source>
      <translation>只有 1980 西安或 1954 北京坐标系才需要参数。</translation>
    </message>
    <message>
      <source>Give the row another uuid or id, or leave it empty. Nothing was written.</source>
      <translation>请给该行另一个 uuid 或代码，或留空。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Go on editing</source>
      <translation>继续编辑</translation>
    </message>
    <message>
      <source>Go on with the latest copy of it, or rename what was renamed.</source>
      <translation>请继续使用最新的副本，或把改过的名称改回来。</translation>
    </message>
    <message>
      <source>Go on with the latest copy of it. This file was left as it is.</source>
      <translation>请继续使用最新的副本。该文件保持原样。</translation>
    </message>
    <message>
      <source>Goes to</source>
      <translation>对应到</translation>
    </message>
    <message>
      <source>Greening of barren land on ground that is not barren</source>
      <translation>在非荒山地块上的精准灭荒</translation>
    </message>
    <message>
      <source>Gross, less each deduction, is what counts: why each square metre is where it is.</source>
      <translation>毛面积减去各项扣减就是计入面积：每一平方米去了哪里，都有原因。</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>Holds &amp;until</source>
      <translation>有效期至(&amp;U)</translation>
    </message>
    <message>
      <source>Hole lies outside shell</source>
      <translation>内环在外环之外</translation>
    </message>
    <message>
      <source>Holes are nested</source>
      <translation>内环互相嵌套</translation>
    </message>
    <message>
      <source>If it is one, correct its code or name, or add it to the plan.</source>
      <translation>若确是乡镇，请改正其代码或名称，或加进规划。</translation>
    </message>
    <message>
      <source>If it should be read, add the file itself; what is wrong is told then.</source>
      <translation>如果应当读取，请单独添加这个文件，届时会说明哪里不对。</translation>
    </message>
    <message>
      <source>If one should be read, add the file itself; what is wrong is told then.</source>
      <translation>如果其中有应当读取的，请单独添加该文件，届时会说明哪里不对。</translation>
    </message>
    <message>
      <source>If the device wrote local time, shift the times after the import.</source>
      <translation>若设备记录的是当地时间，请在导入后平移时间。</translation>
    </message>
    <message>
      <source>Import field data</source>
      <translation>导入外业数据</translation>
    </message>
    <message>
      <source>Import of field data</source>
      <translation>导入外业数据</translation>
    </message>
    <message>
      <source>Import quotas</source>
      <translation>导入任务分解</translation>
    </message>
    <message>
      <source>Import the rows again from their source, with the right encoding.</source>
      <translation>请用正确的编码从来源重新导入这些行。</translation>
    </message>
    <message>
      <source>Imported lines</source>
      <translation>导入的线</translation>
    </message>
    <message>
      <source>Imported parcels</source>
      <translation>导入的图斑</translation>
    </message>
    <message>
      <source>Imported sites</source>
      <translation>导入的点</translation>
    </message>
    <message>
      <source>Importing field data…</source>
      <translation>正在导入外业数据…</translation>
    </message>
    <message>
      <source>In Excel choose Save As, “CSV UTF-8 (comma delimited)”.</source>
      <translation>请在 Excel 中另存为“CSV UTF-8（逗号分隔）”。</translation>
    </message>
    <message>
      <source>In no township</source>
      <translation>不在任何乡镇内</translation>
    </message>
    <message>
      <source>In no township: nothing of it counts</source>
      <translation>不在任何乡镇内：全部不计入</translation>
    </message>
    <message>
      <source>In which unit is the column {column}? Until it is chosen it is left out.</source>
      <translation>{column} 列是什么单位？选定之前不导入这一列。</translation>
    </message>
    <message>
      <source>Install it again: python3 -m pip install --force-reinstall {library}. Then restart QGIS.</source>
      <translation>请重新安装：python3 -m pip install --force-reinstall {library}。然后重启 QGIS。</translation>
    </message>
    <message>
      <source>Install the plugin QPIP, which offers to fetch them; or run in the OSGeo4W shell (Windows) or in a terminal: python3 -m pip install {command}. Then restart QGIS.</source>
      <translation>请安装 QPIP 插件，它会提示下载；或在 OSGeo4W Shell（Windows）或终端中运行：python3 -m pip install {command}。然后重启 QGIS。</translation>
    </message>
    <message>
      <source>Instants without position: {count}</source>
      <translation>没有位置的时刻：{count} 个</translation>
    </message>
    <message>
      <source>Interior is disconnected</source>
      <translation>内部不连通</translation>
    </message>
    <message>
      <source>Intervention drawn</source>
      <translation>绘制的措施</translation>
    </message>
    <message>
      <source>Interventions</source>
      <translation>措施</translation>
    </message>
    <message>
      <source>Interventions with their deductions</source>
      <translation>措施明细及其扣减</translation>
    </message>
    <message>
      <source>Interventions: {count}. Save the layers to keep it.</source>
      <translation>措施：{count} 条。保存图层后才保留。</translation>
    </message>
    <message>
      <source>Invalid Coordinate</source>
      <translation>坐标无效</translation>
    </message>
    <message>
      <source>It cannot be understood which works are meant: {value}</source>
      <translation>看不出指的是哪些工程：{value}</translation>
    </message>
    <message>
      <source>It counts as drawn; the check of angles finds it.</source>
      <translation>按所画计入；角度检查能发现它。</translation>
    </message>
    <message>
      <source>It counts as drawn; the official area is found to be stale.</source>
      <translation>按所画计入；会发现图斑椭球面积已过时。</translation>
    </message>
    <message>
      <source>It counts as drawn; the reported area is 1.4 times the official one.</source>
      <translation>按所画计入；上报面积是椭球面积的 1.4 倍。</translation>
    </message>
    <message>
      <source>It counts for none and is listed in a row of its own.</source>
      <translation>不计入任何目标，单独列一行。</translation>
    </message>
    <message>
      <source>It does not cross itself.</source>
      <translation>它没有自相交。</translation>
    </message>
    <message>
      <source>It has no geometry to show</source>
      <translation>它没有可显示的图形</translation>
    </message>
    <message>
      <source>It has one segment only.</source>
      <translation>它只有一段。</translation>
    </message>
    <message>
      <source>It holds without an end: tick the box to give one</source>
      <translation>未设有效期：勾选后再填日期</translation>
    </message>
    <message>
      <source>It is below the target's smallest parcel and is deducted as too small.</source>
      <translation>小于该目标的最小面积，按过小扣减。</translation>
    </message>
    <message>
      <source>It is closed on a copy and counts.</source>
      <translation>在副本上闭合后计入。</translation>
    </message>
    <message>
      <source>It is guessed from the coordinates; check it.</source>
      <translation>这是按坐标猜测的；请核对。</translation>
    </message>
    <message>
      <source>It is invalid: beyond the coordinates of the zone.</source>
      <translation>无效：超出本带坐标范围。</translation>
    </message>
    <message>
      <source>It is invalid: empty.</source>
      <translation>无效：空图形。</translation>
    </message>
    <message>
      <source>It is not beyond doubt, but the coordinates were read as {guess}</source>
      <translation>尚有疑问，已按 {guess} 读取坐标</translation>
    </message>
    <message>
      <source>It is not said how the values of {target} become one; “{way}” is taken</source>
      <translation>没有写明 {target} 的各项数值如何汇总，按“{way}”处理</translation>
    </message>
    <message>
      <source>It is not said which field of {layer} holds the quotas</source>
      <translation>没有说明 {layer} 的哪个字段是任务数量</translation>
    </message>
    <message>
      <source>It is not said which measure or kind of project is meant</source>
      <translation>未说明是哪种措施或哪类项目</translation>
    </message>
    <message>
      <source>It is smaller than the target asks for</source>
      <translation>小于该目标要求的面积</translation>
    </message>
    <message>
      <source>It lies in no township</source>
      <translation>不在任何乡镇内</translation>
    </message>
    <message>
      <source>It repeats no earlier intervention</source>
      <translation>没有重复先完成的措施</translation>
    </message>
    <message>
      <source>It takes no part and is listed.</source>
      <translation>不参加计算，并已列出。</translation>
    </message>
    <message>
      <source>It takes the plan, which is shipped for Yunyang, and a layer of your townships.</source>
      <translation>只要规划（郧阳区的已随附）和一个乡镇图层。</translation>
    </message>
    <message>
      <source>It was loaded before this plugin, from {folder}. Switch off the other plugin that uses it, take the folder off PYTHONPATH, or install the system's own package of it; then restart QGIS.</source>
      <translation>它在本插件之前已从 {folder} 加载。请停用使用它的另一插件，把该文件夹移出 PYTHONPATH，或安装系统自带的软件包；然后重启 QGIS。</translation>
    </message>
    <message>
      <source>It was read as {encoding}; check the names.</source>
      <translation>已按 {encoding} 读入；请核对名称。</translation>
    </message>
    <message>
      <source>It was read nevertheless; other programs may refuse the file.</source>
      <translation>仍已读入；其他程序可能拒绝该文件。</translation>
    </message>
    <message>
      <source>It was written by {app}, which exports WGS 84 or GCJ-02 as set by its user</source>
      <translation>由 {app} 写出，该应用按用户设置导出 WGS 84 或 GCJ-02</translation>
    </message>
    <message>
      <source>It was written by {app}, whose coordinates are {datum}</source>
      <translation>由 {app} 写出，其坐标为 {datum}</translation>
    </message>
    <message>
      <source>Items chosen: {count}; what is set here is set for all of them.</source>
      <translation>已选 {count} 个条目；这里的设置对它们全部有效。</translation>
    </message>
    <message>
      <source>Its coordinates are not beyond doubt: look at the map.</source>
      <translation>其坐标尚有疑问：请看地图。</translation>
    </message>
    <message>
      <source>Join it with the parcel it belongs to, or leave it uncounted.</source>
      <translation>请并入所属图斑，或让它不计入。</translation>
    </message>
    <message>
      <source>Keep all pieces if they belong to the parcel.</source>
      <translation>若各块都属于该图斑，请全部保留。</translation>
    </message>
    <message>
      <source>Keep one of the two rows.</source>
      <translation>请在两行中保留一行。</translation>
    </message>
    <message>
      <source>Keep one of the two.</source>
      <translation>请保留其中一个。</translation>
    </message>
    <message>
      <source>Keep the one that is valid; the other would be left unread.</source>
      <translation>请保留有效的那个；另一个不会被读取。</translation>
    </message>
    <message>
      <source>Keep the sample ledger in</source>
      <translation>示例台账保存到</translation>
    </message>
    <message>
      <source>Land-bureau text holds parcels; draw it as a polygon.</source>
      <translation>土地坐标文本只存地块；请画成面。</translation>
    </message>
    <message>
      <source>Land-bureau text is GBK, which has no {characters} ({where})</source>
      <translation>土地坐标文本采用 GBK，其中没有 {characters}（{where}）</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>图层</translation>
    </message>
    <message>
      <source>Layers added: {added}, reconnected: {moved}.</source>
      <translation>已添加图层 {added} 个，重新连接 {moved} 个。</translation>
    </message>
    <message>
      <source>Learn the program on a sample ledger</source>
      <translation>在示例台账上学会本程序</translation>
    </message>
    <message>
      <source>Learn the program on a sample ledger in a few minutes.</source>
      <translation>几分钟，在示例台账上学会本程序。</translation>
    </message>
    <message>
      <source>Leave them out or rename them; it has the fields {known}.</source>
      <translation>请略去或改名；现有字段：{known}。</translation>
    </message>
    <message>
      <source>Led&amp;ger</source>
      <translation>台账(&amp;G)</translation>
    </message>
    <message>
      <source>Ledger</source>
      <translation>台账</translation>
    </message>
    <message>
      <source>Ledger (*.gpkg)</source>
      <translation>台账 (*.gpkg)</translation>
    </message>
    <message>
      <source>Legal basis: {basis}</source>
      <translation>依据：{basis}</translation>
    </message>
    <message>
      <source>Length (m)</source>
      <translation>长度（米）</translation>
    </message>
    <message>
      <source>Length {length:,.1f} m</source>
      <translation>长度 {length:,.1f} 米</translation>
    </message>
    <message>
      <source>Lengths by class, township and bank</source>
      <translation>按类别、乡镇、岸别的长度</translation>
    </message>
    <message>
      <source>Line on the map</source>
      <translation>图上的线</translation>
    </message>
    <message>
      <source>Linked works</source>
      <translation>相关措施</translation>
    </message>
    <message>
      <source>Longitude, latitude</source>
      <translation>经度, 纬度</translation>
    </message>
    <message>
      <source>Look at the feature and redraw the outline where it crosses itself.</source>
      <translation>请查看该要素，在自相交处重画轮廓。</translation>
    </message>
    <message>
      <source>Look at the finding again; waive it anew, or mend it.</source>
      <translation>请重新查看该问题；重新豁免，或予以改正。</translation>
    </message>
    <message>
      <source>Look at the line on the map before it is used.</source>
      <translation>使用前请在图上查看这条线。</translation>
    </message>
    <message>
      <source>Look at the places on the map; Gcj02 = 1 marks the objects moved.</source>
      <translation>请在地图上核对位置；属性 Gcj02 = 1 的是换算过的对象。</translation>
    </message>
    <message>
      <source>Look at the track for odd places, or copy the file again.</source>
      <translation>请查看轨迹有无异常，或重新复制文件。</translation>
    </message>
    <message>
      <source>Look at them on the map; say yourself in which datum or system they are if they lie wrong.</source>
      <translation>请在地图上查看；如果位置不对，请自行指定坐标基准或坐标系。</translation>
    </message>
    <message>
      <source>Look at them, then save the layer; Ctrl+Z undoes it.</source>
      <translation>请查看后保存图层；Ctrl+Z 可撤销。</translation>
    </message>
    <message>
      <source>Look at those that are listed; the rest are alike.</source>
      <translation>请查看已列出的；其余与之相同。</translation>
    </message>
    <message>
      <source>Looking at the place…</source>
      <translation>正在核对该处…</translation>
    </message>
    <message>
      <source>Made-up geometry under real place names, for learning and testing: no true border, river or parcel.</source>
      <translation>真实地名下的虚构图形，供学习和测试：不是真实的边界、河流或图斑。</translation>
    </message>
    <message>
      <source>Make a ledger from a plan and a layer of townships</source>
      <translation>用规划和乡镇图层建立一本台账</translation>
    </message>
    <message>
      <source>Make room on the disk and try again.</source>
      <translation>请腾出磁盘空间后重试。</translation>
    </message>
    <message>
      <source>Make the folder first, or choose another one.</source>
      <translation>请先建立文件夹，或另选一个。</translation>
    </message>
    <message>
      <source>Make the sample ledger</source>
      <translation>建立示例台账</translation>
    </message>
    <message>
      <source>Make the sample ledger first: the first step.</source>
      <translation>请先做第一步：建立示例台账。</translation>
    </message>
    <message>
      <source>Makes a ledger of a sample district: 20 townships, 136 km of the Han with both banks, zones, baselines and three years of interventions. All geometry is made up; only the names are real.

Fifteen faults are planted in it, such as a parcel entered twice or a red line that crosses itself; the log says what each is and what the ledger makes of it.
Seed: the same number gives the same district. Parcels: how many interventions.

An existing file is kept unless it is said that it may be overwritten.</source>
      <translation>生成示例区台账：20 个乡镇、136 公里汉江及两岸、管控区、基底和三年的措施。图形全部虚构，只有名称是真实的。

其中预设了十五个问题，例如录入两次的图斑、自相交的红线；日志说明每个问题是什么、台账如何处理。
种子数：相同的数生成相同的区。图斑：措施的数量。

已有文件会保留，除非选择允许覆盖。</translation>
    </message>
    <message>
      <source>Makes a ledger: one GeoPackage that holds the plan's targets, quotas and rules, the townships, and empty layers for interventions, zones, baselines and reported values, with forms and styles.

Plan: a folder of CSV or TOML tables, at least targets and townships; the shipped one is that of Yunyang, 2018. A plan with faults is refused, with every fault listed.
Townships: any polygon layer. Which field holds their codes or names is found by its values, or can be said. What is no township of the plan is left out, and what is missing is listed.
Coordinate system: of all layers of the ledger; the plan's own where none is chosen.

An existing file is kept unless it is said that it may be overwritten.</source>
      <translation>新建台账：一个 GeoPackage 文件，包含规划的目标、任务和规则、乡镇，以及措施、管控区、基底、上报数值的空图层，带表单和样式。

规划：CSV 或 TOML 表的文件夹，至少有目标（targets）和乡镇（townships）两张表；随附的是郧阳区 2018 年规划。有问题的规划会被拒绝，并列出全部问题。
乡镇：任意面图层。哪个字段是代码或名称按数值识别，也可指定。不是规划乡镇的会略去，缺少的会列出。
坐标系：台账全部图层的坐标系；不选则采用规划的。

已有文件会保留，除非选择允许覆盖。</translation>
    </message>
    <message>
      <source>Making the ledger {file}</source>
      <translation>正在建立台账 {file}</translation>
    </message>
    <message>
      <source>Making the sample ledger</source>
      <translation>正在生成示例台账</translation>
    </message>
    <message>
      <source>Measures the riverbank functional zones of a ledger along the bank lines they were drawn along, on the CGCS2000 ellipsoid: length and share of each class by river, township and bank (1 left, 2 right looking downstream, the direction in which the reaches are drawn).

Summary: length and share of what is zoned on that bank in the township.
Totals: a row for each bank with what of it is zoned; a row for each reach, without a bank, with what of its length has a zone on either bank and what was rehabilitated (works_m: accepted lines of targets that are counted along the reach), each stretch once. A line is of the river whose banks it lies on: the main stem (class 1) and its tributaries (2) are apart.
Stretches: what each zone has of its bank line in each township, with the chainage along it.

A stretch that two zones share is counted once; zones along no bank, or on another bank than they state, are listed in the log.</source>
      <translation>沿岸线量算台账中的岸线功能区，采用 CGCS2000 椭球：按河流、乡镇、岸别（面向下游，1 左岸，2 右岸；河段按下游方向绘制）统计各类长度及占比。

汇总：该乡镇该岸已划功能区长度中各类的长度和占比。
合计：每岸一行，列出其中已划功能区的长度；每个河段一行（不分岸），列出任一岸已划功能区的长度和已整治的长度（works_m：沿河段计算的目标中已验收的线），每段只计一次。一条线只算在它所沿岸线的那条河上：干流（1）与支流（2）分开。
分段：每个功能区在各乡镇占有的岸线及其桩号。

两个功能区共有的岸段只计一次；不沿任何岸线、或岸别与所填不符的功能区列在日志中。</translation>
    </message>
    <message>
      <source>Measuring the townships</source>
      <translation>正在量算各乡镇</translation>
    </message>
    <message>
      <source>Mend the places listed and read it again.</source>
      <translation>请改正所列各处，然后重新读入。</translation>
    </message>
    <message>
      <source>Mend the value, or leave it empty. Nothing was written.</source>
      <translation>请改正该值或留空。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Mend what is marked as wrong first: {count}</source>
      <translation>请先改正标为错误的地方：{count} 处</translation>
    </message>
    <message>
      <source>Merge it with its neighbour or delete it.</source>
      <translation>请与相邻图斑合并，或删除它。</translation>
    </message>
    <message>
      <source>Missing Python libraries: {libraries}</source>
      <translation>缺少 Python 库：{libraries}</translation>
    </message>
    <message>
      <source>More places with the same fault, {id}: {count}</source>
      <translation>同类问题 {id} 还有 {count} 处</translation>
    </message>
    <message>
      <source>Move the selected interventions along the workflow, with one undo</source>
      <translation>让所选措施按流程更改状态，一次撤销即可恢复</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Name it by what it makes or does, for example 造纸厂.</source>
      <translation>请按产品或用途命名，例如“造纸厂”。</translation>
    </message>
    <message>
      <source>Name the layer in the column baseline.</source>
      <translation>请在 baseline 列中写明图层。</translation>
    </message>
    <message>
      <source>Name the responsible unit, the source of funds and what is to be done in each year.</source>
      <translation>请填写责任单位、资金来源和各年度的任务。</translation>
    </message>
    <message>
      <source>Name two columns lon and lat, X and Y, 经度 and 纬度, or one WKT.</source>
      <translation>请给两列命名为 lon 和 lat、X 和 Y、经度和纬度，或一列 WKT。</translation>
    </message>
    <message>
      <source>Needs review: {works}</source>
      <translation>需要核查：{works}</translation>
    </message>
    <message>
      <source>Nested shells</source>
      <translation>外环互相嵌套</translation>
    </message>
    <message>
      <source>New ledger…</source>
      <translation>新建台账…</translation>
    </message>
    <message>
      <source>No area: {why}.</source>
      <translation>没有面积：{why}。</translation>
    </message>
    <message>
      <source>No column holds coordinates; the columns are {columns}</source>
      <translation>没有哪一列是坐标；现有各列：{columns}</translation>
    </message>
    <message>
      <source>No conflict with them can be ruled out.</source>
      <translation>不能排除与它们的冲突。</translation>
    </message>
    <message>
      <source>No cut helps those that are ticked</source>
      <translation>勾选的各条无法用裁剪解决</translation>
    </message>
    <message>
      <source>No feature of {layer} is of the classes {wanted}; it has {known}</source>
      <translation>{layer} 中没有类别为 {wanted} 的要素；现有类别：{known}</translation>
    </message>
    <message>
      <source>No field data were found in the folder</source>
      <translation>文件夹中没有找到外业数据</translation>
    </message>
    <message>
      <source>No field of {layer} holds codes or names of the plan's townships</source>
      <translation>{layer} 中没有字段包含规划乡镇的代码或名称</translation>
    </message>
    <message>
      <source>No finding is shown: change the filters first.</source>
      <translation>没有显示任何问题：请先更改筛选条件。</translation>
    </message>
    <message>
      <source>No geometry yet: there is no area.</source>
      <translation>还没有图形，无面积。</translation>
    </message>
    <message>
      <source>No intervention is selected</source>
      <translation>没有选择措施</translation>
    </message>
    <message>
      <source>No intervention yet: digitize or import the first one, save it, then refresh.</source>
      <translation>还没有措施：请先勾绘或导入一条，保存后刷新。</translation>
    </message>
    <message>
      <source>No ledger is open</source>
      <translation>没有打开的台账</translation>
    </message>
    <message>
      <source>No ledger is remembered</source>
      <translation>没有记住的台账</translation>
    </message>
    <message>
      <source>No ledger was opened yet</source>
      <translation>还没有打开过台账</translation>
    </message>
    <message>
      <source>No parcel is selected</source>
      <translation>没有选择图斑</translation>
    </message>
    <message>
      <source>No project is listed yet. Article 64 of the plan asks for a list: who answers, who pays, what is to be done in which year. Works name their project.</source>
      <translation>还没有列项目。实施意见第 64 条要求列出项目清单：谁负责、谁出资、哪年做什么。措施按项目名称关联。</translation>
    </message>
    <message>
      <source>No reading of the coordinates lies in the district</source>
      <translation>没有一种坐标读法落在本区内</translation>
    </message>
    <message>
      <source>No rule and no list knows the kind of project “{kind}”</source>
      <translation>规则和项目类型表中都没有“{kind}”这类项目</translation>
    </message>
    <message>
      <source>No rule could be checked for this feature ({reason})</source>
      <translation>该要素未能对照任何规则（{reason}）</translation>
    </message>
    <message>
      <source>No rule stands against it: {works}</source>
      <translation>没有规定禁止：{works}</translation>
    </message>
    <message>
      <source>No strip up to 2 m wide along the border of a zone or neighbour is among them</source>
      <translation>其中没有沿管控区或相邻图斑边界、宽不超过 2 米的窄条</translation>
    </message>
    <message>
      <source>No value of the order field of {layer} is a date or a number: “{value}”</source>
      <translation>{layer} 的排序字段中没有一个值是日期或数字：“{value}”</translation>
    </message>
    <message>
      <source>No works have the {column} {value}, so nothing would ever be found</source>
      <translation>没有工程的 {column} 是 {value}，因此什么也查不出来</translation>
    </message>
    <message>
      <source>No zone of {layer} could be read, so nothing can be ruled out</source>
      <translation>{layer} 中没有一个管控区能读取，因此不能排除任何冲突</translation>
    </message>
    <message>
      <source>None of them is waived</source>
      <translation>其中没有已豁免的</translation>
    </message>
    <message>
      <source>Northing or latitude comes first, as surveyors write it</source>
      <translation>北坐标或纬度在前，测绘人员常这样写</translation>
    </message>
    <message>
      <source>Not again</source>
      <translation>不再提示</translation>
    </message>
    <message>
      <source>Not readable: {count} zones or interventions</source>
      <translation>有 {count} 个管控区或措施读不出来</translation>
    </message>
    <message>
      <source>Nothing can be {relation} the rule {rule}: its layer holds {actual}</source>
      <translation>规则 {rule} 的关系 {relation} 不成立：其图层为 {actual}</translation>
    </message>
    <message>
      <source>Nothing in it can be imported: see the findings.</source>
      <translation>其中没有可以导入的内容：请看问题列表。</translation>
    </message>
    <message>
      <source>Nothing is missing.</source>
      <translation>什么都不缺。</translation>
    </message>
    <message>
      <source>Nothing is proposed for this target</source>
      <translation>该目标没有建议值</translation>
    </message>
    <message>
      <source>Nothing of it was imported: no reading of its coordinates can be right</source>
      <translation>未导入任何内容：没有一种坐标读法可能正确</translation>
    </message>
    <message>
      <source>Nothing to cut off: no area of a parcel is in conflict, or all of it</source>
      <translation>无可裁去：没有图斑的局部面积冲突，或整个图斑都冲突</translation>
    </message>
    <message>
      <source>Nothing to do if that is meant.</source>
      <translation>若本意如此，无需处理。</translation>
    </message>
    <message>
      <source>Nothing to do if the logger writes notes; the rest was read.</source>
      <translation>若记录仪会写入备注，无需处理；其余已读入。</translation>
    </message>
    <message>
      <source>Nothing to do where only the line is needed.</source>
      <translation>若只需要线，无需处理。</translation>
    </message>
    <message>
      <source>Nothing to do: it was not added a second time.</source>
      <translation>无需处理：没有再次添加。</translation>
    </message>
    <message>
      <source>Nothing to do: the area changes by less than a millionth.</source>
      <translation>无需处理：面积变化小于百万分之一。</translation>
    </message>
    <message>
      <source>Nothing to do; commas and @ mean something else in this format.</source>
      <translation>无需处理；逗号和 @ 在该格式中另有含义。</translation>
    </message>
    <message>
      <source>Nothing to redo</source>
      <translation>没有可重做的</translation>
    </message>
    <message>
      <source>Nothing to undo</source>
      <translation>没有可撤销的</translation>
    </message>
    <message>
      <source>Nothing was changed</source>
      <translation>没有任何改动</translation>
    </message>
    <message>
      <source>Nothing was saved at this cell yet</source>
      <translation>这个单元格还没有保存过数</translation>
    </message>
    <message>
      <source>Nothing was taken out of what is chosen</source>
      <translation>所选内容没有剔除任何点</translation>
    </message>
    <message>
      <source>Nothing with a date counts yet.</source>
      <translation>还没有带日期的内容计入。</translation>
    </message>
    <message>
      <source>Nothing would be left of the others: move them, or waive with a reason.</source>
      <translation>其余裁后无剩余：请移位，或说明理由豁免。</translation>
    </message>
    <message>
      <source>Nothing would move: give a larger tolerance</source>
      <translation>没有可移动的顶点：请加大容差</translation>
    </message>
    <message>
      <source>Number of interventions</source>
      <translation>措施数量</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>确定</translation>
    </message>
    <message>
      <source>Objects whose coordinates are GCJ-02 by the file's word: {count}</source>
      <translation>文件自称坐标为 GCJ-02 的对象：{count} 个</translation>
    </message>
    <message>
      <source>Objects without coordinates: {count}</source>
      <translation>没有坐标的对象：{count} 个</translation>
    </message>
    <message>
      <source>Official (mu)</source>
      <translation>椭球面积（亩）</translation>
    </message>
    <message>
      <source>Official parcel area</source>
      <translation>图斑椭球面积</translation>
    </message>
    <message>
      <source>Older surveys may be in {datum}, whose numbers look alike</source>
      <translation>较早的测量可能采用 {datum}，数字看上去一样</translation>
    </message>
    <message>
      <source>Only an intervention for a target has a measure</source>
      <translation>只有列入目标的措施才需选择措施类型</translation>
    </message>
    <message>
      <source>Only its new ground counts; the rest is overlap and names the first.</source>
      <translation>只计入新增的地块；其余为重叠，并注明先完成的图斑。</translation>
    </message>
    <message>
      <source>Only layers of parcels have columns</source>
      <translation>只有图斑图层才有列</translation>
    </message>
    <message>
      <source>Only show what applies there</source>
      <translation>只看该处有哪些规定</translation>
    </message>
    <message>
      <source>Only what becomes a line can have a width.</source>
      <translation>只有成为线的条目才能设宽度。</translation>
    </message>
    <message>
      <source>Only what was walked round encloses ground.</source>
      <translation>只有绕行一圈的轨迹才围出地块。</translation>
    </message>
    <message>
      <source>Only {count} usable fixes are left, too few for this shape</source>
      <translation>只剩 {count} 个可用的定位点，不足以构成该形状</translation>
    </message>
    <message>
      <source>Open a ledger</source>
      <translation>打开台账</translation>
    </message>
    <message>
      <source>Open a ledger: put its layers into the project</source>
      <translation>打开台账：把它的图层加入工程</translation>
    </message>
    <message>
      <source>Open a ledger…</source>
      <translation>打开台账…</translation>
    </message>
    <message>
      <source>Open it again and repeat the change. Nothing was written.</source>
      <translation>请重新打开后再改。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Open it in Excel and save it anew as *.xlsx; old *.xls files are not read.</source>
      <translation>请在 Excel 中打开并重新存为 *.xlsx；旧的 *.xls 不能读取。</translation>
    </message>
    <message>
      <source>Open it in Excel and save it as “CSV UTF-8 (comma delimited)”.</source>
      <translation>请在 Excel 中打开并另存为“CSV UTF-8（逗号分隔）”。</translation>
    </message>
    <message>
      <source>Open it in Google Earth and save what it shows as KML.</source>
      <translation>请在 Google Earth 中打开，并将显示内容存为 KML。</translation>
    </message>
    <message>
      <source>Open it in the program it comes from and export it as GeoPackage.</source>
      <translation>请在其来源程序中打开并导出为 GeoPackage。</translation>
    </message>
    <message>
      <source>Open it with “Add ledger layers”: that brings it up to date and keeps a copy of it as it was.</source>
      <translation>请用“添加台账图层”打开：它会升级该文件，并保留升级前的副本。</translation>
    </message>
    <message>
      <source>Open one, or make a new one: it is listed here then</source>
      <translation>打开或新建一本台账，就会列在这里</translation>
    </message>
    <message>
      <source>Open one: its targets are listed here then.</source>
      <translation>请打开一个台账：其目标随后列在这里。</translation>
    </message>
    <message>
      <source>Open one: what applies at a place is read from its zones.</source>
      <translation>请打开一个台账：按其中的管控区核对。</translation>
    </message>
    <message>
      <source>Open one: what asks for a look is listed here then.</source>
      <translation>请打开一个：需要查看的随后列在这里。</translation>
    </message>
    <message>
      <source>Open the &amp;drawing panel</source>
      <translation>打开绘制面板(&amp;D)</translation>
    </message>
    <message>
      <source>Open the &amp;page</source>
      <translation>打开说明(&amp;P)</translation>
    </message>
    <message>
      <source>Outlines repaired</source>
      <translation>轮廓已修复</translation>
    </message>
    <message>
      <source>Overwrite an existing file</source>
      <translation>覆盖已有文件</translation>
    </message>
    <message>
      <source>P&amp;lan and quotas…</source>
      <translation>规划与任务(&amp;L)…</translation>
    </message>
    <message>
      <source>Parcel {name} announces {stated} points and has {found}</source>
      <translation>地块 {name} 声称有 {stated} 个点，实有 {found} 个</translation>
    </message>
    <message>
      <source>Parcel {name} has only {count} different points, it is left out</source>
      <translation>地块 {name} 只有 {count} 个不同的点，已略去</translation>
    </message>
    <message>
      <source>Parcels</source>
      <translation>图斑</translation>
    </message>
    <message>
      <source>Parcels with areas</source>
      <translation>带面积的图斑</translation>
    </message>
    <message>
      <source>Parcels with their deductions</source>
      <translation>图斑明细及其扣减</translation>
    </message>
    <message>
      <source>Parcels: {polygons}, lines: {lines}, sites: {points}, raw tracks: {tracks}.</source>
      <translation>图斑 {polygons} 个，线 {lines} 条，点 {points} 个，原始轨迹 {tracks} 条。</translation>
    </message>
    <message>
      <source>Part of it</source>
      <translation>部分</translation>
    </message>
    <message>
      <source>Passed over: it is a link to another place</source>
      <translation>未读取：它是指向别处的链接</translation>
    </message>
    <message>
      <source>Passed over: it is no field data of a known kind</source>
      <translation>未读取：不是认识的外业数据格式</translation>
    </message>
    <message>
      <source>Passed over: the folder cannot be looked through</source>
      <translation>未读取：无法查看这个文件夹</translation>
    </message>
    <message>
      <source>Passed over: {count} files with the ending “{ending}”, no field data of a known kind</source>
      <translation>未读取：{count} 个扩展名为“{ending}”的文件，不是认识的外业数据格式</translation>
    </message>
    <message>
      <source>Paste the value in its place; widen a column that shows #####.</source>
      <translation>请改粘贴数值；显示 ##### 的列请加宽。</translation>
    </message>
    <message>
      <source>Pieces of ground of a walk that crosses itself</source>
      <translation>自相交轨迹围出的地块</translation>
    </message>
    <message>
      <source>Placemarks without geometry: {count}</source>
      <translation>没有图形的地标：{count} 个</translation>
    </message>
    <message>
      <source>Plan and quotas</source>
      <translation>规划与任务</translation>
    </message>
    <message>
      <source>Plan folder (empty: Yunyang 2018)</source>
      <translation>规划文件夹（留空：郧阳 2018）</translation>
    </message>
    <message>
      <source>Plan of {year}</source>
      <translation>{year} 年计划</translation>
    </message>
    <message>
      <source>Planar (mu)</source>
      <translation>平面面积（亩）</translation>
    </message>
    <message>
      <source>Point</source>
      <translation>点号</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>点数</translation>
    </message>
    <message>
      <source>Points stand before the first row of a parcel</source>
      <translation>点出现在第一个地块行之前</translation>
    </message>
    <message>
      <source>Polygon files (*.gpkg *.shp *.geojson *.kml);;All (*)</source>
      <translation>面数据 (*.gpkg *.shp *.geojson *.kml);;全部 (*)</translation>
    </message>
    <message>
      <source>Preparing the totals of {name}</source>
      <translation>正在准备 {name} 的合计</translation>
    </message>
    <message>
      <source>Preparing the zones of {name}…</source>
      <translation>正在准备“{name}”的管控区…</translation>
    </message>
    <message>
      <source>Producing unit (txt)</source>
      <translation>数据产生单位（txt）</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>进度</translation>
    </message>
    <message>
      <source>Progress by target, or also by</source>
      <translation>进度按目标，或再按</translation>
    </message>
    <message>
      <source>Progress of any polygons by unit</source>
      <translation>任意面图层按单元统计进度</translation>
    </message>
    <message>
      <source>Projects</source>
      <translation>项目</translation>
    </message>
    <message>
      <source>Proposed: it counts when it is accepted.</source>
      <translation>建议值：接受后才计入。</translation>
    </message>
    <message>
      <source>Put a text that holds the separator, such as 43,000, in quotation marks.</source>
      <translation>含分隔符的文字（如 43,000）请用引号括起来。</translation>
    </message>
    <message>
      <source>Put them into one exclusive group, or that ground is added twice.</source>
      <translation>请把它们放进同一互斥组，否则该地块会重复相加。</translation>
    </message>
    <message>
      <source>Qualified, replant, failed and lost make {sum:g}, not the verified {verified:g}</source>
      <translation>合格、待补植、失败、损失之和为 {sum:g}，不等于核实的 {verified:g}</translation>
    </message>
    <message>
      <source>Quota</source>
      <translation>任务</translation>
    </message>
    <message>
      <source>Quotas</source>
      <translation>任务分解</translation>
    </message>
    <message>
      <source>Read as {encoding}, {percent} % of the characters are accented letters in Latin words</source>
      <translation>按 {encoding} 读取，{percent} % 的字符是西文单词中的带音标字母</translation>
    </message>
    <message>
      <source>Read as {encoding}, {percent} % of the characters are in daily use</source>
      <translation>按 {encoding} 读取时，{percent} % 的字符为常用字</translation>
    </message>
    <message>
      <source>Read the manual, without a network</source>
      <translation>阅读使用手册，无需联网</translation>
    </message>
    <message>
      <source>Read what counts</source>
      <translation>看哪些算数</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>读法</translation>
    </message>
    <message>
      <source>Reading field data…</source>
      <translation>正在读取外业数据…</translation>
    </message>
    <message>
      <source>Reading the layer GDAL warns: {reason}</source>
      <translation>读取图层时 GDAL 提示：{reason}</translation>
    </message>
    <message>
      <source>Reading the plan of {file}</source>
      <translation>正在读取 {file} 的规划</translation>
    </message>
    <message>
      <source>Reading {file}</source>
      <translation>正在读取 {file}</translation>
    </message>
    <message>
      <source>Reading {file}…</source>
      <translation>正在读取 {file}…</translation>
    </message>
    <message>
      <source>Reads a file or all files of a folder: GPX, KML, KMZ, TCX, FIT, NMEA, GeoJSON, CSV, ovjsn, land-bureau TXT, Shapefile, GeoPackage, FileGDB, DXF, also in ZIP archives. A fault in one file leaves the others.

The doctor decides encoding, coordinate system, zone, axis order and phone-map shift by what the file says and by where it would lie in the district. What is not beyond doubt is never applied silently: it is among the findings.

Datum: auto, or that of the coordinates if you know it (gcj02 and bd09 are phone maps).
Geometry: auto takes a walk that ends near its start as a parcel; or say what you want.
Segments: kept closes each one of a track as a parcel of its own; joined makes one line of them.
Pieces: what a walk that crosses itself encloses, all of it or the largest piece.
District: townships, parcels or roads known there; the better the doctor can tell.

Tracks are cleaned: n_removed is how many fixes were left out. area_error_m2 is what the fixes' accuracy does to the area. Outputs are in EPSG:4490.</source>
      <translation>读取一个文件或文件夹中的全部文件：GPX、KML、KMZ、TCX、FIT、NMEA、GeoJSON、CSV、ovjsn、土地坐标 TXT、Shapefile、GeoPackage、FileGDB、DXF，也可以在 ZIP 压缩包中。一个文件有问题不影响其他文件。

“医生”根据文件内容以及数据在本区的位置判断编码、坐标系、带号、坐标次序和手机地图偏移。凡有疑问的从不悄悄采用，都会列入发现的问题。

坐标基准：auto，或您已知的基准（gcj02、bd09 为手机地图）。
图形：auto 把终点接近起点的轨迹当作图斑；也可以指定。
轨迹段：kept 把轨迹的每一段各自闭合成图斑；joined 把各段连成一条线。
自相交：轨迹自相交围出的地块全部保留（all），或只留最大的一块（largest）。
本区：乡镇、已有图斑或道路；越全，判断越准。

轨迹会先清理：n_removed 为剔除的点数。area_error_m2 为定位精度造成的面积误差。输出为 EPSG:4490。</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>Reason of the waiver</source>
      <translation>豁免理由</translation>
    </message>
    <message>
      <source>Reason, item</source>
      <translation>原因、条目</translation>
    </message>
    <message>
      <source>Reasons</source>
      <translation>理由</translation>
    </message>
    <message>
      <source>Records without position, left out: {count}</source>
      <translation>没有位置的记录，已略去：{count} 个</translation>
    </message>
    <message>
      <source>Redraw it there. It comes in as it was drawn; its area is that of all the ground it goes round.</source>
      <translation>请在该处重画。图形按原样导入；面积按边界围出的全部地块计算。</translation>
    </message>
    <message>
      <source>Redraw or delete the feature, then check again.</source>
      <translation>重画或删除该要素，再检查一次。</translation>
    </message>
    <message>
      <source>Redraw or delete the feature.</source>
      <translation>请重画或删除该要素。</translation>
    </message>
    <message>
      <source>Redraw or delete the feature; nothing counts on it until then.</source>
      <translation>请重画或删除该要素；在此之前不据它计入任何内容。</translation>
    </message>
    <message>
      <source>Redraw the feature ({reason}) and check again.</source>
      <translation>请重画该要素（{reason}）后重新检查。</translation>
    </message>
    <message>
      <source>Redraw the feature ({reason}), then run again.</source>
      <translation>重画该要素（{reason}），再运行一次。</translation>
    </message>
    <message>
      <source>Redraw the feature, or let QGIS fix the layer's geometries.</source>
      <translation>请重画该要素，或用 QGIS 修复图层的几何。</translation>
    </message>
    <message>
      <source>Redraw the outline where it crosses or touches itself.</source>
      <translation>请在自相交或自相接处重画轮廓。</translation>
    </message>
    <message>
      <source>Remaining</source>
      <translation>尚差</translation>
    </message>
    <message>
      <source>Remo&amp;ve project</source>
      <translation>删除项目(&amp;V)</translation>
    </message>
    <message>
      <source>Remo&amp;ve target</source>
      <translation>删除目标(&amp;V)</translation>
    </message>
    <message>
      <source>Remo&amp;ved points ({count})</source>
      <translation>剔除的点（{count}）(&amp;V)</translation>
    </message>
    <message>
      <source>Remove duplicate vertices.</source>
      <translation>请删除重复的顶点。</translation>
    </message>
    <message>
      <source>Remove it, or correct its name; known are: {known}.</source>
      <translation>请删除它，或改正名称；已知的有：{known}。</translation>
    </message>
    <message>
      <source>Removed</source>
      <translation>剔除</translation>
    </message>
    <message>
      <source>Reported (mu)</source>
      <translation>上报面积（亩）</translation>
    </message>
    <message>
      <source>Reported are {reported:.1f} mu, the outline has {official:.1f} mu</source>
      <translation>上报 {reported:.1f} 亩，图形为 {official:.1f} 亩</translation>
    </message>
    <message>
      <source>Reported − official: {difference:+,.2f} mu ({percent:+.1f} %).</source>
      <translation>上报 − 图斑椭球：{difference:+,.2f} 亩（{percent:+.1f} %）。</translation>
    </message>
    <message>
      <source>Reported, official and planar area of the selected parcels, and why they differ</source>
      <translation>所选图斑的上报、椭球、平面面积，以及不同的原因</translation>
    </message>
    <message>
      <source>Restore its polygon: until then everything in it counts as outside.</source>
      <translation>请恢复其面图形：在此之前，位于其中的都算区外。</translation>
    </message>
    <message>
      <source>Ring Self-intersection</source>
      <translation>环自相接</translation>
    </message>
    <message>
      <source>Riverbank zones by township and bank</source>
      <translation>按乡镇和岸别统计岸线功能区</translation>
    </message>
    <message>
      <source>Rows removed: {count}.</source>
      <translation>已删除 {count} 行。</translation>
    </message>
    <message>
      <source>Rows without shape: {count}</source>
      <translation>没有图形的行：{count} 行</translation>
    </message>
    <message>
      <source>Rule or check</source>
      <translation>规则或检查</translation>
    </message>
    <message>
      <source>Rules and waivers in force on (empty: today)</source>
      <translation>规则和豁免的有效日期（留空：今天）</translation>
    </message>
    <message>
      <source>Rules there that mean other works</source>
      <translation>此处针对其他建设或措施的规定</translation>
    </message>
    <message>
      <source>Rules, separated by ; (empty: all)</source>
      <translation>规则，用 ; 分隔（留空：全部）</translation>
    </message>
    <message>
      <source>Sample of the text</source>
      <translation>文字样例</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <source>Save or close it there and try again. Nothing was changed.</source>
      <translation>请在那里保存或关闭后重试。没有任何改动。</translation>
    </message>
    <message>
      <source>Save or discard its edits first; then the import can be taken back.</source>
      <translation>请先保存或放弃其编辑；之后才能撤回导入。</translation>
    </message>
    <message>
      <source>Save or discard the edits of the ledger's other layers, and try again.</source>
      <translation>请保存或放弃台账其他图层的编辑，然后重试。</translation>
    </message>
    <message>
      <source>Save the table anew as “CSV UTF-8 (comma delimited)”.</source>
      <translation>请将表格重新存为“CSV UTF-8（逗号分隔）”。</translation>
    </message>
    <message>
      <source>Save the table as CSV: {file} works everywhere.</source>
      <translation>请将表格存为 CSV：{file} 到处可用。</translation>
    </message>
    <message>
      <source>Save them and ask again.</source>
      <translation>请保存后再核对。</translation>
    </message>
    <message>
      <source>Saved. New violations of the plan's rules: {count}. What is left undone stays an open finding.</source>
      <translation>已保存。其中有 {count} 条新的违规；不处理的仍列为未处理问题。</translation>
    </message>
    <message>
      <source>Saving the plan in {file}</source>
      <translation>正在把规划保存到 {file}</translation>
    </message>
    <message>
      <source>Say how the coordinates of {file} are read: choose a reading under Coordinates.</source>
      <translation>请说明 {file} 的坐标如何读取：在“坐标”页选择一种读法。</translation>
    </message>
    <message>
      <source>Say what is to be done, then click a place on the map, or draw an area.</source>
      <translation>先选择要做什么，再在地图上点选一处，或画一块地。</translation>
    </message>
    <message>
      <source>Say yourself in which datum or system they are.</source>
      <translation>请自行指定坐标基准或坐标系。</translation>
    </message>
    <message>
      <source>Score</source>
      <translation>得分</translation>
    </message>
    <message>
      <source>See how far each target is</source>
      <translation>看每个目标完成了多少</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>种子数</translation>
    </message>
    <message>
      <source>Segments of a track (auto: joined to a parcel, kept in a line)</source>
      <translation>轨迹的各段（auto：图斑连成一体，线保持分段）</translation>
    </message>
    <message>
      <source>Select features of the current layer first</source>
      <translation>请先在当前图层中选择要素</translation>
    </message>
    <message>
      <source>Select parcels of the ledger on the map or in its table.</source>
      <translation>请在图上或表中选择台账的图斑。</translation>
    </message>
    <message>
      <source>Select parcels, lines or sites of the ledger on the map or in a table.</source>
      <translation>请在图上或表中选择台账的面、线或点。</translation>
    </message>
    <message>
      <source>Self-intersection</source>
      <translation>自相交</translation>
    </message>
    <message>
      <source>Set status {means}, or correct the survival rate.</source>
      <translation>请设为状态 {means}，或改正成活率。</translation>
    </message>
    <message>
      <source>Set the layer's CRS, for example EPSG:4525 (CGCS2000, 3-degree zone 37).</source>
      <translation>请设置图层的坐标系，例如 EPSG:4525（CGCS2000，3 度带 37 带）。</translation>
    </message>
    <message>
      <source>Set the layer's CRS; the coordinates look like {guess}.</source>
      <translation>请设置图层的坐标系；这些坐标像是 {guess}。</translation>
    </message>
    <message>
      <source>Set the layer's coordinate system.</source>
      <translation>请设置图层的坐标系。</translation>
    </message>
    <message>
      <source>Set the layer's encoding (its properties, Source; often GBK or GB18030) and try again.</source>
      <translation>请在图层属性的“源”页设置编码（多为 GBK 或 GB18030），然后重试。</translation>
    </message>
    <message>
      <source>Seven numbers are wanted, with spaces between them.</source>
      <translation>需要七个数字，中间用空格分开。</translation>
    </message>
    <message>
      <source>Several readings of the coordinates lie in the district</source>
      <translation>有几种坐标读法落在本区内</translation>
    </message>
    <message>
      <source>Severity</source>
      <translation>严重程度</translation>
    </message>
    <message>
      <source>Shapes outside the district: {count} of {total}, the first is {name}</source>
      <translation>区外的图形：{total} 个中的 {count} 个，第一个是 {name}</translation>
    </message>
    <message>
      <source>Share targets out to townships and years; add targets and projects</source>
      <translation>把目标分解到乡镇和年度；添加目标和项目</translation>
    </message>
    <message>
      <source>Shift to GCJ-02 (kml for phone maps)</source>
      <translation>偏移到 GCJ-02（供手机地图的 kml）</translation>
    </message>
    <message>
      <source>Show all {count}…</source>
      <translation>显示全部 {count} 个…</translation>
    </message>
    <message>
      <source>Show findings ({count})…</source>
      <translation>查看问题（{count}）…</translation>
    </message>
    <message>
      <source>Show on the map</source>
      <translation>在地图上显示</translation>
    </message>
    <message>
      <source>Show them…</source>
      <translation>列出来…</translation>
    </message>
    <message>
      <source>Show…</source>
      <translation>查看…</translation>
    </message>
    <message>
      <source>Smallest parcel that counts (m²)</source>
      <translation>计入的最小图斑（平方米）</translation>
    </message>
    <message>
      <source>Snap the borders together; a true hole can be waived.</source>
      <translation>请将边界吸附到一起；确为空洞的可以豁免。</translation>
    </message>
    <message>
      <source>Snap to the border beside it</source>
      <translation>捕捉到相邻边界</translation>
    </message>
    <message>
      <source>Some text is not UTF-8; what cannot be read is shown as {mark}</source>
      <translation>部分文字不是 UTF-8；无法读取处显示为 {mark}</translation>
    </message>
    <message>
      <source>Something stands against each of them: see the list</source>
      <translation>每一条都有问题：见列表</translation>
    </message>
    <message>
      <source>Split it, or check that it is the right file.</source>
      <translation>请拆分文件，或确认文件没选错。</translation>
    </message>
    <message>
      <source>Stages</source>
      <translation>各阶段</translation>
    </message>
    <message>
      <source>Start it again when you are ready.</source>
      <translation>准备好后请重新开始。</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Status changed</source>
      <translation>状态已更改</translation>
    </message>
    <message>
      <source>Status {after} needs the date of acceptance</source>
      <translation>状态“{after}”需要验收日期</translation>
    </message>
    <message>
      <source>Status {after} needs the survival rate of a planting</source>
      <translation>状态“{after}”需要造林成活率</translation>
    </message>
    <message>
      <source>Status {after} needs the verified amount</source>
      <translation>状态“{after}”需要核实数量</translation>
    </message>
    <message>
      <source>Statuses that count as done</source>
      <translation>算完成的状态</translation>
    </message>
    <message>
      <source>Stretches of bank</source>
      <translation>岸线分段</translation>
    </message>
    <message>
      <source>Sum</source>
      <translation>合计</translation>
    </message>
    <message>
      <source>Summary by rule</source>
      <translation>按规则汇总</translation>
    </message>
    <message>
      <source>Survey it with a better receiver, or draw it on imagery.</source>
      <translation>请用更好的接收机测量，或在影像上勾绘。</translation>
    </message>
    <message>
      <source>Switch on the RMC or ZDA sentence in the receiver's settings.</source>
      <translation>请在接收机设置中打开 RMC 或 ZDA 语句。</translation>
    </message>
    <message>
      <source>System of the coordinates</source>
      <translation>坐标所用的坐标系</translation>
    </message>
    <message>
      <source>Table as CSV…</source>
      <translation>表格存为 CSV…</translation>
    </message>
    <message>
      <source>Table as XLSX…</source>
      <translation>表格存为 XLSX…</translation>
    </message>
    <message>
      <source>Tables (*.xlsx *.csv)</source>
      <translation>表格 (*.xlsx *.csv)</translation>
    </message>
    <message>
      <source>Tables and records</source>
      <translation>表与记录</translation>
    </message>
    <message>
      <source>Take an offer, or say why the shape is kept as it is</source>
      <translation>请采纳一项建议，或说明为何保持原样</translation>
    </message>
    <message>
      <source>Take it off the list</source>
      <translation>从列表中移除</translation>
    </message>
    <message>
      <source>Take the import back</source>
      <translation>撤回导入</translation>
    </message>
    <message>
      <source>Take the repaired outline: {after} m²</source>
      <translation>采用修复后的轮廓：{after} 平方米</translation>
    </message>
    <message>
      <source>Take the steps between, or confirm that it is a correction.</source>
      <translation>请逐步办理中间各环节，或确认这是更正。</translation>
    </message>
    <message>
      <source>Take the track as a point or a line, or walk it again.</source>
      <translation>请按点或线使用该轨迹，或重新走一遍。</translation>
    </message>
    <message>
      <source>Take the write protection off, or work on a copy in another folder.</source>
      <translation>请去掉写保护，或在其他文件夹的副本上工作。</translation>
    </message>
    <message>
      <source>Target</source>
      <translation>目标</translation>
    </message>
    <message>
      <source>Target amount</source>
      <translation>目标数量</translation>
    </message>
    <message>
      <source>Target or township</source>
      <translation>目标或乡镇</translation>
    </message>
    <message>
      <source>Target {amount} {unit}; shared out: {total} {unit}</source>
      <translation>目标 {amount} {unit}；已分解：{total} {unit}</translation>
    </message>
    <message>
      <source>Target, then township</source>
      <translation>先目标，后乡镇</translation>
    </message>
    <message>
      <source>Targets</source>
      <translation>目标</translation>
    </message>
    <message>
      <source>Text behind the end of the data was left out: {value}</source>
      <translation>数据结束之后的文字已略去：{value}</translation>
    </message>
    <message>
      <source>The JSON file holds no GeoJSON: {reason}</source>
      <translation>该 JSON 文件不是 GeoJSON：{reason}</translation>
    </message>
    <message>
      <source>The Python library {library} cannot be loaded</source>
      <translation>Python 库 {library} 无法加载</translation>
    </message>
    <message>
      <source>The Python library {library} clashes with QGIS' own libraries</source>
      <translation>Python 库 {library} 与 QGIS 自带的库冲突</translation>
    </message>
    <message>
      <source>The XML file is no GPX, KML or TCX: its outermost element is {root}</source>
      <translation>该 XML 文件不是 GPX、KML 或 TCX：最外层元素是 {root}</translation>
    </message>
    <message>
      <source>The archive holds a path that leads out of it: {name}</source>
      <translation>压缩包中有指向外部的路径：{name}</translation>
    </message>
    <message>
      <source>The archive holds more than {limit} files</source>
      <translation>压缩包中的文件多于 {limit} 个</translation>
    </message>
    <message>
      <source>The archive holds no KML document</source>
      <translation>压缩包中没有 KML 文档</translation>
    </message>
    <message>
      <source>The archive holds {count} KML documents; {name} was read</source>
      <translation>压缩包中有 {count} 个 KML 文档；已读取 {name}</translation>
    </message>
    <message>
      <source>The archive is locked with a password</source>
      <translation>压缩包设有密码</translation>
    </message>
    <message>
      <source>The archive unpacks to more than {limit}, which no field data does</source>
      <translation>压缩包解压后超过 {limit}，外业数据不会这样</translation>
    </message>
    <message>
      <source>The areas agree to 0.01 m².</source>
      <translation>各面积一致到 0.01 平方米。</translation>
    </message>
    <message>
      <source>The attributes (.dbf) are missing</source>
      <translation>缺少属性表（.dbf）</translation>
    </message>
    <message>
      <source>The baseline {layer} of {target} has no feature, so it was not applied</source>
      <translation>{target} 的基底 {layer} 没有要素，因此未应用</translation>
    </message>
    <message>
      <source>The column {column} is missing</source>
      <translation>缺少列 {column}</translation>
    </message>
    <message>
      <source>The column {column} is unknown and is not read</source>
      <translation>列 {column} 未知，未读取</translation>
    </message>
    <message>
      <source>The column {column} stands twice in the header</source>
      <translation>列 {column} 在表头中出现两次</translation>
    </message>
    <message>
      <source>The coordinate system (.prj) cannot be read: {value}</source>
      <translation>坐标系（.prj）无法读取：{value}</translation>
    </message>
    <message>
      <source>The coordinate system (.prj) is missing</source>
      <translation>缺少坐标系（.prj）</translation>
    </message>
    <message>
      <source>The coordinates are degrees: there is no planar area.</source>
      <translation>坐标以度为单位：没有平面面积。</translation>
    </message>
    <message>
      <source>The coordinates are in {crs}, about 100 m off CGCS2000</source>
      <translation>坐标采用 {crs}，与 CGCS2000 相差约 100 米</translation>
    </message>
    <message>
      <source>The coordinates may be {first} or {second}, about {metres} m apart</source>
      <translation>坐标可能是 {first} 或 {second}，相距约 {metres} 米</translation>
    </message>
    <message>
      <source>The dates are out of order: {earlier} lies after {later}</source>
      <translation>日期次序不对：{earlier} 晚于 {later}</translation>
    </message>
    <message>
      <source>The device had no fix there; look at the gaps of the track.</source>
      <translation>设备在那里没有定位；请查看轨迹的缺口。</translation>
    </message>
    <message>
      <source>The disk is full; {path} was left as it was</source>
      <translation>磁盘已满；{path} 保持原样</translation>
    </message>
    <message>
      <source>The eastings begin with the number of zone {number}</source>
      <translation>东坐标以 {number} 带的带号开头</translation>
    </message>
    <message>
      <source>The eastings fit the zone of {meridian}° E, without its number</source>
      <translation>东坐标符合 {meridian}° E 的分带，不带带号</translation>
    </message>
    <message>
      <source>The eastings would fit UTM zone {number} too</source>
      <translation>东坐标也可能是 UTM {number} 带</translation>
    </message>
    <message>
      <source>The entry {value} is unknown and is not read</source>
      <translation>条目 {value} 未知，未读取</translation>
    </message>
    <message>
      <source>The feature cannot be used: {reason}</source>
      <translation>该要素不能使用：{reason}</translation>
    </message>
    <message>
      <source>The feature is no township of the plan ({value}); it was left out</source>
      <translation>该要素不是规划中的乡镇（{value}），已略去</translation>
    </message>
    <message>
      <source>The feature reaches outside the district, with {area:.2f} m²</source>
      <translation>该要素伸出区外 {area:.2f} 平方米</translation>
    </message>
    <message>
      <source>The feature states township {stated} and lies in {place}</source>
      <translation>该要素填写的乡镇为 {stated}，实际位于 {place}</translation>
    </message>
    <message>
      <source>The file breaks off before a single position was whole</source>
      <translation>文件在第一个完整位置之前就中断了</translation>
    </message>
    <message>
      <source>The file breaks off here; what was whole before was read</source>
      <translation>文件在此中断；之前完整的部分已读入</translation>
    </message>
    <message>
      <source>The file cannot be opened: {reason}</source>
      <translation>文件无法打开：{reason}</translation>
    </message>
    <message>
      <source>The file cannot be written: {reason}</source>
      <translation>文件无法写入：{reason}</translation>
    </message>
    <message>
      <source>The file declares a document type (DTD), which field data never needs</source>
      <translation>文件声明了文档类型（DTD），外业数据从不需要它</translation>
    </message>
    <message>
      <source>The file does not say its coordinate system; {first} fits best</source>
      <translation>文件没有说明坐标系；{first} 最吻合</translation>
    </message>
    <message>
      <source>The file has more than {limit} layers</source>
      <translation>文件的图层多于 {limit} 个</translation>
    </message>
    <message>
      <source>The file has times of day but no date, so the track has no times</source>
      <translation>文件只有时刻没有日期，因此轨迹没有时间</translation>
    </message>
    <message>
      <source>The file holds NUL bytes: it is damaged or no text</source>
      <translation>文件含有 NUL 字节：已损坏或不是文本</translation>
    </message>
    <message>
      <source>The file holds more than {limit} positions</source>
      <translation>文件的位置多于 {limit} 个</translation>
    </message>
    <message>
      <source>The file holds more than {limit} tracks, shapes or points</source>
      <translation>文件的轨迹、图形或点多于 {limit} 个</translation>
    </message>
    <message>
      <source>The file holds no coordinates</source>
      <translation>文件中没有坐标</translation>
    </message>
    <message>
      <source>The file is an Excel workbook that was only renamed to .csv</source>
      <translation>文件是只改了扩展名的 Excel 工作簿</translation>
    </message>
    <message>
      <source>The file is damaged here ({reason}); what was whole before was read</source>
      <translation>文件在此损坏（{reason}）；之前完整的部分已读入</translation>
    </message>
    <message>
      <source>The file is empty</source>
      <translation>文件是空的</translation>
    </message>
    <message>
      <source>The file is in the list already, as {name}</source>
      <translation>该文件已在列表中，名为 {name}</translation>
    </message>
    <message>
      <source>The file is larger than {limit} MB</source>
      <translation>文件大于 {limit} MB</translation>
    </message>
    <message>
      <source>The file is larger than {limit} MB, too large for a table of a plan</source>
      <translation>文件大于 {limit} MB，作为规划表过大</translation>
    </message>
    <message>
      <source>The file is no FIT file: {reason}</source>
      <translation>文件不是 FIT 文件：{reason}</translation>
    </message>
    <message>
      <source>The file is no KMZ: it is no ZIP archive, or a damaged one ({reason})</source>
      <translation>文件不是 KMZ：不是 ZIP 压缩包，或已损坏（{reason}）</translation>
    </message>
    <message>
      <source>The file is no Shapefile, GeoPackage, FileGDB, DXF or MapInfo file</source>
      <translation>文件不是 Shapefile、GeoPackage、FileGDB、DXF 或 MapInfo 文件</translation>
    </message>
    <message>
      <source>The file is no ZIP archive, or a damaged one ({reason})</source>
      <translation>文件不是 ZIP 压缩包，或已损坏（{reason}）</translation>
    </message>
    <message>
      <source>The file is no valid TOML table: {reason}</source>
      <translation>文件不是有效的 TOML 表：{reason}</translation>
    </message>
    <message>
      <source>The file is of no known field data format</source>
      <translation>文件不属于任何已知的外业数据格式</translation>
    </message>
    <message>
      <source>The file names {datum}</source>
      <translation>文件写明 {datum}</translation>
    </message>
    <message>
      <source>The file nests more than {limit} levels</source>
      <translation>文件嵌套超过 {limit} 层</translation>
    </message>
    <message>
      <source>The file of shapes has {found} of the {stated} bytes its header states</source>
      <translation>图形文件（.shp）只有 {found} 字节，文件头声明为 {stated} 字节</translation>
    </message>
    <message>
      <source>The file points to {href}, which was not fetched</source>
      <translation>文件指向 {href}，未去获取</translation>
    </message>
    <message>
      <source>The file says it is {declared}, but its text is {encoding}</source>
      <translation>文件声称是 {declared}，实际文字是 {encoding}</translation>
    </message>
    <message>
      <source>The file says {said}</source>
      <translation>文件写的是 {said}</translation>
    </message>
    <message>
      <source>The file says {said}, but its coordinates fit {found}</source>
      <translation>文件写的是 {said}，但坐标符合 {found}</translation>
    </message>
    <message>
      <source>The file's checksum is wrong</source>
      <translation>文件的校验和不符</translation>
    </message>
    <message>
      <source>The first argument is no geometry</source>
      <translation>第一个参数不是图形</translation>
    </message>
    <message>
      <source>The first coordinate is the northing or latitude</source>
      <translation>第一个坐标是北坐标或纬度</translation>
    </message>
    <message>
      <source>The folder has more than {most} files of field data: the rest is passed over</source>
      <translation>文件夹里的外业数据文件超过 {most} 个，其余未读取</translation>
    </message>
    <message>
      <source>The format says itself how its text is written</source>
      <translation>此格式已规定文字编码</translation>
    </message>
    <message>
      <source>The geometry is not whole: {reason}</source>
      <translation>图形不完整：{reason}</translation>
    </message>
    <message>
      <source>The group {value} is not in groups.csv</source>
      <translation>组 {value} 不在 groups.csv 中</translation>
    </message>
    <message>
      <source>The header says zone {stated}, the eastings begin with {found}</source>
      <translation>文件头写 {stated} 带，东坐标却以 {found} 开头</translation>
    </message>
    <message>
      <source>The import was taken back</source>
      <translation>已撤回导入</translation>
    </message>
    <message>
      <source>The index (.shx) is missing or does not fit; it was made anew</source>
      <translation>索引（.shx）缺失或不符；已重新生成</translation>
    </message>
    <message>
      <source>The intervention has no target: what it counts has its own row and is for none of the plan</source>
      <translation>该措施没有目标：计入的数量单独成行，不计入规划的任何目标</translation>
    </message>
    <message>
      <source>The intervention {fid} of {table} is not in the project any more</source>
      <translation>{table} 的措施 {fid} 已不在工程中</translation>
    </message>
    <message>
      <source>The intervention's target {target} is not in the plan</source>
      <translation>该措施的目标 {target} 不在规划中</translation>
    </message>
    <message>
      <source>The last day {last} lies before the first day {first}</source>
      <translation>最后一天 {last} 早于第一天 {first}</translation>
    </message>
    <message>
      <source>The layer of townships is empty: nobody knows what the ledger covers</source>
      <translation>乡镇图层为空，无法判断台账覆盖范围</translation>
    </message>
    <message>
      <source>The layer {layer} cannot be edited</source>
      <translation>图层 {layer} 不能编辑</translation>
    </message>
    <message>
      <source>The layer {layer} cannot be edited; nothing was imported</source>
      <translation>图层 {layer} 不能编辑；没有导入任何内容</translation>
    </message>
    <message>
      <source>The layer {layer} cannot be measured, so nothing of it is told</source>
      <translation>“{layer}”图层的坐标系无法量算，未列出其内容</translation>
    </message>
    <message>
      <source>The layer {layer} cannot be read: {reason}</source>
      <translation>图层 {layer} 无法读取：{reason}</translation>
    </message>
    <message>
      <source>The layer {layer} has edits that are not saved: they are not looked at</source>
      <translation>“{layer}”图层有未保存的编辑，未纳入核对</translation>
    </message>
    <message>
      <source>The layer {layer} has no class {value} in the shipped code lists</source>
      <translation>图层 {layer} 在随附代码表中没有类别 {value}</translation>
    </message>
    <message>
      <source>The layer {layer} has no zone for {rule}, so no conflict can be ruled out</source>
      <translation>图层 {layer} 中没有 {rule} 的管控区，因此不能排除冲突</translation>
    </message>
    <message>
      <source>The layer {layer} is being edited</source>
      <translation>图层 {layer} 正在编辑</translation>
    </message>
    <message>
      <source>The layer {layer} is not in the project or cannot be edited</source>
      <translation>图层 {layer} 不在工程中或不能编辑</translation>
    </message>
    <message>
      <source>The layer {value} holds {actual}, not {wanted}</source>
      <translation>图层 {value} 为 {actual}，而不是 {wanted}</translation>
    </message>
    <message>
      <source>The ledger is being edited, but its layer {layer} is not in the project</source>
      <translation>台账正在编辑，但其图层 {layer} 不在工程中</translation>
    </message>
    <message>
      <source>The ledger was brought up to date; as it was, it is kept in {file}.</source>
      <translation>台账已升级；升级前的原样保存在 {file}。</translation>
    </message>
    <message>
      <source>The ledger's layer of townships is not in the project</source>
      <translation>台账的乡镇图层不在工程中</translation>
    </message>
    <message>
      <source>The ledger's zones end there: ask the neighbouring district.</source>
      <translation>台账的管控区到区界为止，请向相邻县（市、区）核实。</translation>
    </message>
    <message>
      <source>The line is neither a parcel nor a point: {value}</source>
      <translation>这一行既不是地块也不是点：{value}</translation>
    </message>
    <message>
      <source>The line is no JSON ({reason}) and was left out</source>
      <translation>这一行不是 JSON（{reason}），已略去</translation>
    </message>
    <message>
      <source>The line is no NMEA sentence: {value}</source>
      <translation>这一行不是 NMEA 语句：{value}</translation>
    </message>
    <message>
      <source>The map projection does not keep areas: the planar area is {percent:+.3f} % off.</source>
      <translation>地图投影不保持面积：平面面积相差 {percent:+.3f} %。</translation>
    </message>
    <message>
      <source>The map's scale is {scale:g} on its central meridian: the planar area is {percent:+.4f} % off.</source>
      <translation>地图在中央经线上的比例为 {scale:g}：平面面积相差 {percent:+.4f} %。</translation>
    </message>
    <message>
      <source>The name {value} stands already in line {first}</source>
      <translation>名称 {value} 在第 {first} 行已出现</translation>
    </message>
    <message>
      <source>The number {number} is that of FID {other} already</source>
      <translation>编号 {number} 已被 FID {other} 使用</translation>
    </message>
    <message>
      <source>The numbers are degrees of longitude and latitude</source>
      <translation>这些数字是经纬度（度）</translation>
    </message>
    <message>
      <source>The numbers fit the projection of web maps</source>
      <translation>这些数字符合网络地图的投影</translation>
    </message>
    <message>
      <source>The numbers may be degrees, minutes and seconds side by side</source>
      <translation>这些数字可能是连写的度分秒</translation>
    </message>
    <message>
      <source>The official area is {rounding:+.2f} m² from the measure: prescribed rounding, and edges taken in pieces of at most 70 m.</source>
      <translation>图斑椭球面积与计量面积相差 {rounding:+.2f} 平方米：来自规定的取舍，以及边长不超过 70 米的分段。</translation>
    </message>
    <message>
      <source>The official area {stated:.2f} m² is of another outline; now {now:.2f} m²</source>
      <translation>椭球面积 {stated:.2f} 平方米属于另一轮廓；现为 {now:.2f} 平方米</translation>
    </message>
    <message>
      <source>The outline crosses itself</source>
      <translation>轮廓自相交</translation>
    </message>
    <message>
      <source>The outline has {count} spikes</source>
      <translation>轮廓有 {count} 处尖刺</translation>
    </message>
    <message>
      <source>The outline is not valid ({what}); repaired it changes by {change:+.2f} m²</source>
      <translation>轮廓无效（{what}）；修复后变化 {change:+.2f} 平方米</translation>
    </message>
    <message>
      <source>The outline of “{name}” crosses or meets itself ({reason})</source>
      <translation>“{name}”的边界自相交或自相接（{reason}）</translation>
    </message>
    <message>
      <source>The outline was repaired on a copy ({what}): {before:.2f} m² became {after:.2f} m²</source>
      <translation>轮廓已在副本上修复（{what}）：{before:.2f} 平方米变为 {after:.2f} 平方米</translation>
    </message>
    <message>
      <source>The outline was repaired on a copy: {what}.</source>
      <translation>轮廓已在副本上修复：{what}。</translation>
    </message>
    <message>
      <source>The output could not be written: {reason}</source>
      <translation>输出无法写入：{reason}</translation>
    </message>
    <message>
      <source>The parcel has {area:.0f} m², its target counts from {smallest:.0f} m² on</source>
      <translation>图斑为 {area:.0f} 平方米，其目标从 {smallest:.0f} 平方米起计</translation>
    </message>
    <message>
      <source>The parcel is a sliver: {area:.2f} m², shape {thin:.3f}</source>
      <translation>图斑是碎面：{area:.2f} 平方米，形状系数 {thin:.3f}</translation>
    </message>
    <message>
      <source>The parcel is small for the device: its area is uncertain by {share:.1%}</source>
      <translation>图斑对该设备来说太小：面积的不确定度为 {share:.1%}</translation>
    </message>
    <message>
      <source>The parcel lies {offset:.2f}° from the zone's central meridian {meridian:g}°: the planar area is {percent:+.4f} % off; a zone nearer by would be right.</source>
      <translation>图斑距中央经线 {meridian:g}° 有 {offset:.2f}°：平面面积相差 {percent:+.4f} %；更近的分带才合适。</translation>
    </message>
    <message>
      <source>The plan does not say which works the rule {rule} restricts</source>
      <translation>规划没有说明规则 {rule} 限制哪些工程</translation>
    </message>
    <message>
      <source>The plan folder has both {first} and {second}</source>
      <translation>规划文件夹中同时有 {first} 和 {second}</translation>
    </message>
    <message>
      <source>The plan folder has no {file}</source>
      <translation>规划文件夹中没有 {file}</translation>
    </message>
    <message>
      <source>The plan folder has no {file}: the plan is called “{name}”, its CRS is {crs}</source>
      <translation>规划文件夹中没有 {file}：规划取名“{name}”，坐标系取 {crs}</translation>
    </message>
    <message>
      <source>The plan has no rule {rule}</source>
      <translation>规划中没有规则 {rule}</translation>
    </message>
    <message>
      <source>The plan has no rules</source>
      <translation>规划中没有管控规则</translation>
    </message>
    <message>
      <source>The plan has no target yet: add the first.</source>
      <translation>规划还没有目标：请添加第一个。</translation>
    </message>
    <message>
      <source>The plan in {path} was changed by another program meanwhile</source>
      <translation>{path} 中的规划已被其他程序修改</translation>
    </message>
    <message>
      <source>The plan was saved</source>
      <translation>规划已保存</translation>
    </message>
    <message>
      <source>The plan's are {planned}; the layer's fields are {fields}. Choose the plan of this district, or the layer of its townships.</source>
      <translation>规划的乡镇为 {planned}；图层的字段为 {fields}。请选择本区的规划，或其乡镇图层。</translation>
    </message>
    <message>
      <source>The position was kept without it.</source>
      <translation>该位置已保留，但没有这个值。</translation>
    </message>
    <message>
      <source>The position was kept without its time.</source>
      <translation>该位置已保留，但没有时间。</translation>
    </message>
    <message>
      <source>The project {project} has no {column}</source>
      <translation>项目 {project} 没有 {column}</translation>
    </message>
    <message>
      <source>The quota is no amount: {value}</source>
      <translation>任务不是数量：{value}</translation>
    </message>
    <message>
      <source>The quotas of {target} ({breakdown}) add up to {sum} {unit}, the whole is {amount} {unit}</source>
      <translation>{target} 的任务（{breakdown}）合计 {sum} {unit}，总数为 {amount} {unit}</translation>
    </message>
    <message>
      <source>The quotation marks of this row do not close: {reason}</source>
      <translation>这一行的引号没有配对：{reason}</translation>
    </message>
    <message>
      <source>The receiver had no fix there; look at the gaps of the track.</source>
      <translation>接收机在那里没有定位；请查看轨迹的缺口。</translation>
    </message>
    <message>
      <source>The river {river} has bank lines and no reach</source>
      <translation>河流 {river} 有岸线却没有河段</translation>
    </message>
    <message>
      <source>The row has a value outside the named columns: {value}</source>
      <translation>这一行在命名的列之外还有值：{value}</translation>
    </message>
    <message>
      <source>The row's geometry cannot be read: {value}</source>
      <translation>这一行的图形无法读取：{value}</translation>
    </message>
    <message>
      <source>The rule {rule} has no distance to be within</source>
      <translation>规则 {rule} 没有给出距离</translation>
    </message>
    <message>
      <source>The rule {value} is not in rules.csv</source>
      <translation>规则 {value} 不在 rules.csv 中</translation>
    </message>
    <message>
      <source>The run was cancelled; nothing was changed</source>
      <translation>运行已取消；没有任何改动</translation>
    </message>
    <message>
      <source>The run was cancelled; nothing was written</source>
      <translation>运行已取消；没有写入任何内容</translation>
    </message>
    <message>
      <source>The same quota stands already in line {first}</source>
      <translation>同一任务在第 {first} 行已出现</translation>
    </message>
    <message>
      <source>The sample needs at least {fewest} parcels, not {parcels}</source>
      <translation>示例至少需要 {fewest} 个图斑，而不是 {parcels} 个</translation>
    </message>
    <message>
      <source>The sample of this seed has no room for one of its parcels</source>
      <translation>该种子数的示例放不下其中一个图斑</translation>
    </message>
    <message>
      <source>The second one is all overlap and names the first.</source>
      <translation>第二个全部为重叠，并注明第一个。</translation>
    </message>
    <message>
      <source>The shapes ({name}) are missing; only the table could be read</source>
      <translation>缺少图形（{name}）；只能读取表格</translation>
    </message>
    <message>
      <source>The shift parameter {name} is {value:g}, beyond ±{limit:g}</source>
      <translation>转换参数 {name} 为 {value:g}，超出 ±{limit:g}</translation>
    </message>
    <message>
      <source>The status {status} is not in the code list, so the intervention is not counted</source>
      <translation>状态 {status} 不在代码表中，因此该措施不计入</translation>
    </message>
    <message>
      <source>The sum of the area targets; ground that counts for two of them is in it twice.</source>
      <translation>各面积目标之和；同时计入两个目标的地块在其中计两次。</translation>
    </message>
    <message>
      <source>The table is empty</source>
      <translation>表是空的</translation>
    </message>
    <message>
      <source>The table {table} has no fields {columns}</source>
      <translation>表 {table} 没有字段 {columns}</translation>
    </message>
    <message>
      <source>The target has no baseline of areas</source>
      <translation>该目标没有面状基底</translation>
    </message>
    <message>
      <source>The target {target} is a share of a baseline and names none</source>
      <translation>目标 {target} 是占基底的比率，却没有指明基底</translation>
    </message>
    <message>
      <source>The target {target} is a share of the district, whose area is not given</source>
      <translation>目标 {target} 是占全区的比率，却没有给出全区面积</translation>
    </message>
    <message>
      <source>The target {target} is zero</source>
      <translation>目标 {target} 为零</translation>
    </message>
    <message>
      <source>The text begins with the byte order mark of {encoding}</source>
      <translation>文本以 {encoding} 的字节顺序标记开头</translation>
    </message>
    <message>
      <source>The text has Latin letters and digits only: any encoding serves</source>
      <translation>文本只有拉丁字母和数字：任何编码都可以</translation>
    </message>
    <message>
      <source>The text is not UTF-8; it looks like {encoding}</source>
      <translation>文本不是 UTF-8；像是 {encoding}</translation>
    </message>
    <message>
      <source>The totals are being prepared…</source>
      <translation>正在准备合计…</translation>
    </message>
    <message>
      <source>The township code {value} does not begin with the district's {district}</source>
      <translation>乡镇代码 {value} 不以区代码 {district} 开头</translation>
    </message>
    <message>
      <source>The township {value} is not in townships.csv</source>
      <translation>乡镇 {value} 不在 townships.csv 中</translation>
    </message>
    <message>
      <source>The townships' control areas add up to {sum} km², the district has {amount} km²</source>
      <translation>各乡镇控制面积合计 {sum} 平方公里，全区为 {amount} 平方公里</translation>
    </message>
    <message>
      <source>The track has no times, so jumps were judged by distance alone</source>
      <translation>轨迹没有时间，因此只能按距离判断跳点</translation>
    </message>
    <message>
      <source>The unit has no name; it is called “{name}” in the results</source>
      <translation>该单元没有名称；结果中称为“{name}”</translation>
    </message>
    <message>
      <source>The unit of the target: chosen on the page of targets</source>
      <translation>目标的单位，在“目标”页里选</translation>
    </message>
    <message>
      <source>The unit {unit} does not measure {kind}</source>
      <translation>单位 {unit} 不能计量 {kind}</translation>
    </message>
    <message>
      <source>The waiver of {id} ended on {until}</source>
      <translation>{id} 的豁免已于 {until} 到期</translation>
    </message>
    <message>
      <source>The waiver of {id} no longer holds: the geometry has changed since</source>
      <translation>{id} 的豁免不再有效：图形此后已改变</translation>
    </message>
    <message>
      <source>The walk crosses itself and encloses {count} pieces of ground</source>
      <translation>轨迹自相交，围出 {count} 块地</translation>
    </message>
    <message>
      <source>The walk ends {gap:.0f} m from its start, {share:.0%} of its length; it was closed</source>
      <translation>轨迹终点距起点 {gap:.0f} 米，占全长 {share:.0%}；已闭合</translation>
    </message>
    <message>
      <source>The zone lies along no bank line; its length is not counted</source>
      <translation>该功能区不沿任何岸线；其长度不计</translation>
    </message>
    <message>
      <source>The zone states bank {stated} and lies along bank {found}</source>
      <translation>该功能区填写 {stated} 岸，实际沿 {found} 岸</translation>
    </message>
    <message>
      <source>The zone's map is flat, the earth is not: the planar area is {percent:+.4f} % off.</source>
      <translation>投影面是平的，地球不是：平面面积相差 {percent:+.4f} %。</translation>
    </message>
    <message>
      <source>The {column} {value} stands already in line {first}</source>
      <translation>{column} {value} 在第 {first} 行已出现</translation>
    </message>
    <message>
      <source>The {field} {value} is no date or year that can be read</source>
      <translation>{field} {value} 不是可读的日期或年份</translation>
    </message>
    <message>
      <source>Their outlines are valid</source>
      <translation>图形都是有效的</translation>
    </message>
    <message>
      <source>Their townships are where they lie</source>
      <translation>乡镇代码与所在乡镇一致</translation>
    </message>
    <message>
      <source>There is no encoding called {encoding}</source>
      <translation>没有名为 {encoding} 的编码</translation>
    </message>
    <message>
      <source>There is no file {path}</source>
      <translation>没有文件 {path}</translation>
    </message>
    <message>
      <source>There is no folder {folder}</source>
      <translation>没有文件夹 {folder}</translation>
    </message>
    <message>
      <source>There is no folder {path}</source>
      <translation>没有文件夹 {path}</translation>
    </message>
    <message>
      <source>There is no ledger in the project.</source>
      <translation>工程中没有台账。</translation>
    </message>
    <message>
      <source>There is no ledger in the project: open one first.</source>
      <translation>工程中没有台账：请先打开一个。</translation>
    </message>
    <message>
      <source>There is no parcel to write</source>
      <translation>没有可写的地块</translation>
    </message>
    <message>
      <source>There is nothing to check, or nothing to check it against</source>
      <translation>没有要检查的内容，或没有可对照的内容</translation>
    </message>
    <message>
      <source>They are circles, labels or pictures; draw what is needed again.</source>
      <translation>它们是圆、标注或图片；需要的请重新绘制。</translation>
    </message>
    <message>
      <source>They are in the edits: one step to undo in each layer, saved with them.</source>
      <translation>它们在编辑缓存中：每个图层撤销一步即可，随图层一起保存。</translation>
    </message>
    <message>
      <source>They are views or notes; nothing to do if that is meant.</source>
      <translation>它们是视图或备注；若本意如此，无需处理。</translation>
    </message>
    <message>
      <source>They are waived already</source>
      <translation>它们已经豁免</translation>
    </message>
    <message>
      <source>They were exchanged; check the place on the map.</source>
      <translation>已对调；请在图上核对位置。</translation>
    </message>
    <message>
      <source>They were read as a parcel without name; check the file.</source>
      <translation>已作为没有名称的地块读入；请检查文件。</translation>
    </message>
    <message>
      <source>They were told by the field {field}. {count} places ask for a look.</source>
      <translation>乡镇按字段 {field} 识别。有 {count} 处需要看一看。</translation>
    </message>
    <message>
      <source>This Python ({version}) cannot read TOML; 3.11 and later can</source>
      <translation>当前 Python（{version}）不能读取 TOML；3.11 及以上可以</translation>
    </message>
    <message>
      <source>This file was imported before: the ledger has {count} features of it.</source>
      <translation>该文件以前导入过：台账中有它的 {count} 个要素。</translation>
    </message>
    <message>
      <source>This is only a part of a Shapefile; {name} is missing</source>
      <translation>这只是 Shapefile 的一部分；缺少 {name}</translation>
    </message>
    <message>
      <source>This place cannot be looked at: {reason}</source>
      <translation>该处无法核对：{reason}</translation>
    </message>
    <message>
      <source>Tick a violation first</source>
      <translation>请先勾选违规</translation>
    </message>
    <message>
      <source>Tick what is to be imported.</source>
      <translation>请勾选要导入的条目。</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Times say no time zone; they were taken for UTC</source>
      <translation>时间没有时区；已当作 UTC</translation>
    </message>
    <message>
      <source>To be imported into {ledger}: {count} items</source>
      <translation>将导入 {ledger}：{count} 个条目</translation>
    </message>
    <message>
      <source>To be known</source>
      <translation>需要知道的</translation>
    </message>
    <message>
      <source>Too few points in geometry component</source>
      <translation>点数太少</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>工具</translation>
    </message>
    <message>
      <source>Totals of banks and reaches</source>
      <translation>各岸和河段的合计</translation>
    </message>
    <message>
      <source>Township</source>
      <translation>乡镇</translation>
    </message>
    <message>
      <source>Township {code} could not be read: {reason}</source>
      <translation>乡镇 {code} 无法读取：{reason}</translation>
    </message>
    <message>
      <source>Township {later} overlaps {earlier}; the common ground was given to {earlier}</source>
      <translation>乡镇 {later} 与 {earlier} 重叠；共同部分归 {earlier}</translation>
    </message>
    <message>
      <source>Township, then target</source>
      <translation>先乡镇，后目标</translation>
    </message>
    <message>
      <source>Townships</source>
      <translation>乡镇</translation>
    </message>
    <message>
      <source>Townships filled in</source>
      <translation>已填写乡镇</translation>
    </message>
    <message>
      <source>Track points without position, left out: {count}</source>
      <translation>没有位置的轨迹点，已略去：{count} 个</translation>
    </message>
    <message>
      <source>Tracks, parcels and points of phones, handhelds and surveyors</source>
      <translation>手机、手持机、测绘单位的轨迹、图斑和点</translation>
    </message>
    <message>
      <source>Try again. If it stays there, copy both files together to a folder of your own and open the copy.</source>
      <translation>请重试。若该文件仍在，请把两个文件一起复制到自己的文件夹，再打开副本。</translation>
    </message>
    <message>
      <source>Two sites of one target 18 m apart</source>
      <translation>同一目标相距 18 米的两个点</translation>
    </message>
    <message>
      <source>Two sites of one target are nearer than {tolerance:g} m: {other}</source>
      <translation>同一目标的两个点相距小于 {tolerance:g} 米：{other}</translation>
    </message>
    <message>
      <source>Type the text again, or take it from the original file.</source>
      <translation>请重新录入文字，或从原始文件取得。</translation>
    </message>
    <message>
      <source>Type the value again; until then it counts as missing.</source>
      <translation>请重新录入该值；在此之前按缺失处理。</translation>
    </message>
    <message>
      <source>UUID</source>
      <translation>UUID</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Unit</source>
      <translation>单位</translation>
    </message>
    <message>
      <source>Unit the quotas are written in</source>
      <translation>任务的单位</translation>
    </message>
    <message>
      <source>Units (townships)</source>
      <translation>单元（乡镇）</translation>
    </message>
    <message>
      <source>Unknown unit “{unit}”</source>
      <translation>未知单位“{unit}”</translation>
    </message>
    <message>
      <source>Unpack it and import the others one by one if they are needed.</source>
      <translation>若需要其余的，请解压后逐个导入。</translation>
    </message>
    <message>
      <source>Unpack it yourself and import the KML.</source>
      <translation>请自行解压后导入 KML。</translation>
    </message>
    <message>
      <source>Unpack it yourself and import what is in it.</source>
      <translation>请自行解压后导入其中的内容。</translation>
    </message>
    <message>
      <source>Unpack it yourself and import what you need.</source>
      <translation>请自行解压后导入所需的内容。</translation>
    </message>
    <message>
      <source>Unsaved</source>
      <translation>未保存</translation>
    </message>
    <message>
      <source>Unsaved, {stage}: {counted} {unit}, not counted: {deducted}</source>
      <translation>未保存，{stage}：{counted} {unit}，不计：{deducted}</translation>
    </message>
    <message>
      <source>Update the plugin. The file was left as it is.</source>
      <translation>请升级插件。该文件保持原样。</translation>
    </message>
    <message>
      <source>Use small Latin letters, digits and _, a letter first: oak_forest.</source>
      <translation>请用小写拉丁字母、数字和 _，以字母开头：oak_forest。</translation>
    </message>
    <message>
      <source>Verified {verified:g} and unverified {unverified:g} do not make reported {reported:g}</source>
      <translation>核实 {verified:g} 与不核实 {unverified:g} 之和不等于上报 {reported:g}</translation>
    </message>
    <message>
      <source>Violation</source>
      <translation>违规</translation>
    </message>
    <message>
      <source>Violations waived: {count}</source>
      <translation>已豁免违规 {count} 条</translation>
    </message>
    <message>
      <source>Waive {count} findings</source>
      <translation>豁免 {count} 个问题</translation>
    </message>
    <message>
      <source>Waivers taken back: {count}</source>
      <translation>已撤回 {count} 条豁免</translation>
    </message>
    <message>
      <source>Walked from</source>
      <translation>起始时间</translation>
    </message>
    <message>
      <source>Waterfall as SVG or PNG…</source>
      <translation>扣减图存为 SVG 或 PNG…</translation>
    </message>
    <message>
      <source>Web Mercator draws this place larger: its planar area is {percent:+.1f} % off.</source>
      <translation>Web 墨卡托把这里画大了：平面面积相差 {percent:+.1f} %。</translation>
    </message>
    <message>
      <source>What applies here</source>
      <translation>此处适用的规定</translation>
    </message>
    <message>
      <source>What asks for a look</source>
      <translation>需要查看的</translation>
    </message>
    <message>
      <source>What cannot be ruled out</source>
      <translation>不能排除的情况</translation>
    </message>
    <message>
      <source>What it asks</source>
      <translation>要求</translation>
    </message>
    <message>
      <source>What lies beyond the border is deducted as outside.</source>
      <translation>越界部分按区外扣减。</translation>
    </message>
    <message>
      <source>What stands where a rule does not want it, and faults of the data</source>
      <translation>哪些措施做在了不该做的地方，数据有哪些错误</translation>
    </message>
    <message>
      <source>What the data become</source>
      <translation>数据成为</translation>
    </message>
    <message>
      <source>What the program remembers, in QGIS' options</source>
      <translation>本程序记住的内容，在 QGIS 选项里</translation>
    </message>
    <message>
      <source>What the rules say of it</source>
      <translation>规则对此的规定</translation>
    </message>
    <message>
      <source>What was chosen for the item is kept; leave the column out, or mend it.</source>
      <translation>为条目选择的内容保留；请略去该列，或改正它。</translation>
    </message>
    <message>
      <source>What was found</source>
      <translation>查出的问题</translation>
    </message>
    <message>
      <source>What was looked at</source>
      <translation>检查的范围</translation>
    </message>
    <message>
      <source>What was looked at…</source>
      <translation>检查的范围…</translation>
    </message>
    <message>
      <source>What was repaired or left out</source>
      <translation>修复或未纳入的要素</translation>
    </message>
    <message>
      <source>When</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Where each target and township stands, and what was not counted</source>
      <translation>每个目标、乡镇的完成情况，以及未计入的部分</translation>
    </message>
    <message>
      <source>Which libraries the program needs, and how to get them</source>
      <translation>本程序需要哪些库，怎样安装</translation>
    </message>
    <message>
      <source>Who</source>
      <translation>人员</translation>
    </message>
    <message>
      <source>Who answers, who pays, what is to be done in which year</source>
      <translation>谁负责、谁出资、哪年做什么</translation>
    </message>
    <message>
      <source>Whole district</source>
      <translation>全区</translation>
    </message>
    <message>
      <source>Width in metres of the strip a line becomes (0: it stays a line)</source>
      <translation>由线生成带状图斑的宽度（米，0 为仍作线）</translation>
    </message>
    <message>
      <source>Without a target of the plan</source>
      <translation>没有规划目标</translation>
    </message>
    <message>
      <source>Works refer to it by this id: it stays as it is</source>
      <translation>措施以此代码引用它：保持不变</translation>
    </message>
    <message>
      <source>Write 1 for the first version, 2 for the next.</source>
      <translation>第一版写 1，下一版写 2。</translation>
    </message>
    <message>
      <source>Write a number from {low:g} to {high:g}.</source>
      <translation>请填写 {low:g} 至 {high:g} 之间的数。</translation>
    </message>
    <message>
      <source>Write a number, zero or more; the unit has its own setting.</source>
      <translation>请写零或更大的数字；单位另行设置。</translation>
    </message>
    <message>
      <source>Write a number, {low:g} or more.</source>
      <translation>请填写不小于 {low:g} 的数。</translation>
    </message>
    <message>
      <source>Write a quotation mark inside a cell twice and close every opened one.</source>
      <translation>单元格内的引号请写两次，并让引号配对。</translation>
    </message>
    <message>
      <source>Write digits and a decimal point only; a unit has its own column.</source>
      <translation>请只写数字和小数点；单位另有一列。</translation>
    </message>
    <message>
      <source>Write each row under [[{table}]], texts in quotation marks, or use CSV.</source>
      <translation>请把每行写在 [[{table}]] 之下，文字加引号，或改用 CSV。</translation>
    </message>
    <message>
      <source>Write four digits from 1949 to 2199, such as 2019.</source>
      <translation>请写 1949 至 2199 的四位数字，如 2019。</translation>
    </message>
    <message>
      <source>Write it as EPSG:4525 (CGCS2000, 3-degree zone 37), or leave it empty.</source>
      <translation>请写作 EPSG:4525（CGCS2000，3 度带 37 带），或留空。</translation>
    </message>
    <message>
      <source>Write it as in the other features: all dates, such as 2019-05-31, or all numbers.</source>
      <translation>请与其他要素写法一致：全部写日期（如 2019-05-31），或全部写数字。</translation>
    </message>
    <message>
      <source>Write it like 2019-05-31; until then it decides nothing.</source>
      <translation>请写作 2019-05-31；在此之前它不起作用。</translation>
    </message>
    <message>
      <source>Write it like this: 2018=0.5; 2019=1.</source>
      <translation>请写作：2018=0.5; 2019=1。</translation>
    </message>
    <message>
      <source>Write it like this: measure=planting|terracing; name|project~paper.</source>
      <translation>请写作：measure=planting|terracing; name|project~paper。</translation>
    </message>
    <message>
      <source>Write it like this: {example}.</source>
      <translation>请写作：{example}。</translation>
    </message>
    <message>
      <source>Write its EPSG code, such as EPSG:4525.</source>
      <translation>请写其 EPSG 代码，如 EPSG:4525。</translation>
    </message>
    <message>
      <source>Write one of these in the column aggregate: {known}.</source>
      <translation>请在 aggregate 列填写其中之一：{known}。</translation>
    </message>
    <message>
      <source>Write one of these units: {near}.</source>
      <translation>请写下列单位之一：{near}。</translation>
    </message>
    <message>
      <source>Write one of: {known}.</source>
      <translation>请写其中之一：{known}。</translation>
    </message>
    <message>
      <source>Write the answer</source>
      <translation>输出核对结果</translation>
    </message>
    <message>
      <source>Write the classes as they stand in the field, separated by ;.</source>
      <translation>请按字段中的写法填写类别，用分号（;）隔开。</translation>
    </message>
    <message>
      <source>Write the date as 2019-12-31.</source>
      <translation>请把日期写作 2019-12-31。</translation>
    </message>
    <message>
      <source>Write the findings shown</source>
      <translation>写出所显示的问题</translation>
    </message>
    <message>
      <source>Write the name as in the other layers, or delete the row.</source>
      <translation>请按其他图层的写法写名称，或删除该行。</translation>
    </message>
    <message>
      <source>Write the reason first</source>
      <translation>请先写明理由</translation>
    </message>
    <message>
      <source>Write these names with other characters.</source>
      <translation>请用其他字符书写这些名称。</translation>
    </message>
    <message>
      <source>Write to a file</source>
      <translation>写入文件</translation>
    </message>
    <message>
      <source>Write touches or within_distance.</source>
      <translation>请写 touches 或 within_distance。</translation>
    </message>
    <message>
      <source>Write year-month-day, such as 2019-12-31.</source>
      <translation>请写年-月-日，如 2019-12-31。</translation>
    </message>
    <message>
      <source>Write yes or no (是 or 否).</source>
      <translation>请写 yes 或 no（是或否）。</translation>
    </message>
    <message>
      <source>Write zero or a positive number.</source>
      <translation>请写零或正数。</translation>
    </message>
    <message>
      <source>Write {digits} digits; in Excel format the column as text first.</source>
      <translation>请写 {digits} 位数字；在 Excel 中请先将该列设为文本。</translation>
    </message>
    <message>
      <source>Writes a layer for the field or for the land bureau.

gpx: for handhelds, WGS 84. kml: for phones and globes, WGS 84, or shifted to GCJ-02 for Chinese phone maps that show it so. txt: the land bureau's coordinate text (CGCS2000, GBK), polygons only, with the official area and the number of the map sheet.

An unfinished file never takes the place of one that was there.</source>
      <translation>将图层写成外业或国土部门所用的文件。

gpx：供手持机，WGS 84。kml：供手机和地球软件，WGS 84，或为国内手机地图偏移到 GCJ-02。txt：勘测定界坐标文本（CGCS2000、GBK），只限面，含图斑椭球面积和图幅号。

未写完的文件不会取代原有文件。</translation>
    </message>
    <message>
      <source>Writing {file}</source>
      <translation>正在写 {file}</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>已写出</translation>
    </message>
    <message>
      <source>Written: {file}</source>
      <translation>已写出：{file}</translation>
    </message>
    <message>
      <source>You have no right to read {path}</source>
      <translation>没有读取 {path} 的权限</translation>
    </message>
    <message>
      <source>You said so</source>
      <translation>由您指定</translation>
    </message>
    <message>
      <source>Zone, or what is found</source>
      <translation>管控区或查出的问题</translation>
    </message>
    <message>
      <source>Zones</source>
      <translation>管控区</translation>
    </message>
    <message>
      <source>Zones (instead of those of a ledger)</source>
      <translation>管控区（代替台账中的）</translation>
    </message>
    <message>
      <source>a coordinate is no number, or cannot be placed on the map</source>
      <translation>有坐标不是数字，或无法落到图上</translation>
    </message>
    <message>
      <source>a ring is not closed</source>
      <translation>有一个环没有闭合</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>已验收</translation>
    </message>
    <message>
      <source>all pieces</source>
      <translation>全部地块</translation>
    </message>
    <message>
      <source>as it is</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <source>as the plan writes them</source>
      <translation>按规划的单位</translation>
    </message>
    <message>
      <source>bad fix: accuracy worse than {metres:.0f} m, HDOP above {hdop:.0f}, or none</source>
      <translation>定位差：精度低于 {metres:.0f} 米、HDOP 大于 {hdop:.0f} 或无定位</translation>
    </message>
    <message>
      <source>checked {read} of {zones} zones of {layer}</source>
      <translation>已检查{layer}图层 {zones} 个管控区中的 {read} 个</translation>
    </message>
    <message>
      <source>clipboard</source>
      <translation>剪贴板</translation>
    </message>
    <message>
      <source>counted</source>
      <translation>计入</translation>
    </message>
    <message>
      <source>dash-dot, green</source>
      <translation>点划线，绿色</translation>
    </message>
    <message>
      <source>dashed, blue</source>
      <translation>虚线，蓝色</translation>
    </message>
    <message>
      <source>degrees, minutes and seconds in one number</source>
      <translation>度分秒写成一个数</translation>
    </message>
    <message>
      <source>dotted, violet</source>
      <translation>点线，紫色</translation>
    </message>
    <message>
      <source>each by itself</source>
      <translation>各段分开</translation>
    </message>
    <message>
      <source>goes into the remark</source>
      <translation>写入备注</translation>
    </message>
    <message>
      <source>gross</source>
      <translation>毛数</translation>
    </message>
    <message>
      <source>ha</source>
      <translation>公顷</translation>
    </message>
    <message>
      <source>in no township</source>
      <translation>不在任何乡镇内</translation>
    </message>
    <message>
      <source>it has no geometry</source>
      <translation>没有图形</translation>
    </message>
    <message>
      <source>it has no length</source>
      <translation>没有长度</translation>
    </message>
    <message>
      <source>it is no line</source>
      <translation>不是线</translation>
    </message>
    <message>
      <source>it is no point</source>
      <translation>不是点</translation>
    </message>
    <message>
      <source>it is no polygon</source>
      <translation>不是面</translation>
    </message>
    <message>
      <source>it lies outside the map zone, as with a wrong CRS of the layer</source>
      <translation>位于投影带之外，常见于图层坐标系设错</translation>
    </message>
    <message>
      <source>it touches the place</source>
      <translation>与该处边界相接</translation>
    </message>
    <message>
      <source>its geometry is empty</source>
      <translation>图形是空的</translation>
    </message>
    <message>
      <source>its outline encloses no area</source>
      <translation>轮廓没有围出面积</translation>
    </message>
    <message>
      <source>joined</source>
      <translation>连成一体</translation>
    </message>
    <message>
      <source>jump: faster than {speed:.0f} m/s, without times farther than {metres:.0f} m</source>
      <translation>跳点：速度超过 {speed:.0f} 米/秒，无时间时相距超过 {metres:.0f} 米</translation>
    </message>
    <message>
      <source>km²</source>
      <translation>平方公里</translation>
    </message>
    <message>
      <source>line</source>
      <translation>线</translation>
    </message>
    <message>
      <source>mu</source>
      <translation>亩</translation>
    </message>
    <message>
      <source>none: a line</source>
      <translation>无（仍为线）</translation>
    </message>
    <message>
      <source>northing or latitude first</source>
      <translation>北坐标（纬度）在前</translation>
    </message>
    <message>
      <source>not counted</source>
      <translation>不计</translation>
    </message>
    <message>
      <source>note</source>
      <translation>提示</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>无</translation>
    </message>
    <message>
      <source>off the baseline</source>
      <translation>非基底</translation>
    </message>
    <message>
      <source>open</source>
      <translation>未处理</translation>
    </message>
    <message>
      <source>outside the townships</source>
      <translation>在各乡镇之外</translation>
    </message>
    <message>
      <source>over {amount}</source>
      <translation>超出 {amount}</translation>
    </message>
    <message>
      <source>parcel</source>
      <translation>图斑</translation>
    </message>
    <message>
      <source>planned</source>
      <translation>计划</translation>
    </message>
    <message>
      <source>promised</source>
      <translation>应完成</translation>
    </message>
    <message>
      <source>recorded twice</source>
      <translation>重复记录</translation>
    </message>
    <message>
      <source>red lines {count}</source>
      <translation>红线 {count}</translation>
    </message>
    <message>
      <source>red lines {count}, {unknown} could not be asked</source>
      <translation>红线 {count}，{unknown} 处无法判断</translation>
    </message>
    <message>
      <source>repeated</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>repeats “{name}” by {percent} %</source>
      <translation>与“{name}”重复 {percent} %</translation>
    </message>
    <message>
      <source>repeats “{name}” in this list by {percent} %</source>
      <translation>与本列表中的“{name}”重复 {percent} %</translation>
    </message>
    <message>
      <source>reported</source>
      <translation>已上报</translation>
    </message>
    <message>
      <source>review</source>
      <translation>核查</translation>
    </message>
    <message>
      <source>short {amount}</source>
      <translation>缺 {amount}</translation>
    </message>
    <message>
      <source>site</source>
      <translation>点</translation>
    </message>
    <message>
      <source>solid, red</source>
      <translation>实线，红色</translation>
    </message>
    <message>
      <source>standing still: within {metres:.0f} m for {seconds:.0f} s</source>
      <translation>停留：{seconds:.0f} 秒内未离开 {metres:.0f} 米</translation>
    </message>
    <message>
      <source>the largest piece</source>
      <translation>只留最大的一块</translation>
    </message>
    <message>
      <source>the outline crosses itself</source>
      <translation>轮廓自相交</translation>
    </message>
    <message>
      <source>the picture could not be saved</source>
      <translation>图片无法保存</translation>
    </message>
    <message>
      <source>the place is in it</source>
      <translation>该处在其范围内</translation>
    </message>
    <message>
      <source>time going backwards</source>
      <translation>时间倒退</translation>
    </message>
    <message>
      <source>to_mu() needs a number</source>
      <translation>to_mu() 需要一个数字</translation>
    </message>
    <message>
      <source>too small</source>
      <translation>过小</translation>
    </message>
    <message>
      <source>under way</source>
      <translation>在建</translation>
    </message>
    <message>
      <source>unreadable</source>
      <translation>无法读取</translation>
    </message>
    <message>
      <source>until</source>
      <translation>结束时间</translation>
    </message>
    <message>
      <source>violation</source>
      <translation>违规</translation>
    </message>
    <message>
      <source>waived</source>
      <translation>已豁免</translation>
    </message>
    <message>
      <source>waives the violation; with the approval's number</source>
      <translation>写入豁免记录，请注明批准文号</translation>
    </message>
    <message>
      <source>without a position</source>
      <translation>没有坐标</translation>
    </message>
    <message>
      <source>{amount} m² are counted by earlier interventions already</source>
      <translation>{amount} 平方米已由先完成的措施计入</translation>
    </message>
    <message>
      <source>{amount} m² lie off the patches the target counts on</source>
      <translation>{amount} 平方米不在该目标可计入的基底上</translation>
    </message>
    <message>
      <source>{amount} m² lie outside {township}</source>
      <translation>{amount} 平方米在{township}之外</translation>
    </message>
    <message>
      <source>{amount} {unit} {why}, not counted</source>
      <translation>{amount} {unit} {why}，不计</translation>
    </message>
    <message>
      <source>{area:.2f} m² are covered by FID {other} too</source>
      <translation>{area:.2f} 平方米同时被 FID {other} 覆盖</translation>
    </message>
    <message>
      <source>{chosen} of {count} selected interventions will be changed</source>
      <translation>所选 {count} 条措施中将更改 {chosen} 条</translation>
    </message>
    <message>
      <source>{column} counts things and is not a whole number: {value}</source>
      <translation>{column} 是计数，却不是整数：{value}</translation>
    </message>
    <message>
      <source>{column} has an unknown value: {value}</source>
      <translation>{column} 的值未知：{value}</translation>
    </message>
    <message>
      <source>{column} holds a formula or what Excel left of one: {value}</source>
      <translation>{column} 是公式或 Excel 留下的残余：{value}</translation>
    </message>
    <message>
      <source>{column} holds characters that an earlier save has lost: {value}</source>
      <translation>{column} 含有以前保存时丢失的字符：{value}</translation>
    </message>
    <message>
      <source>{column} holds “{value}”, which is no {type}</source>
      <translation>{column} 的“{value}”不是{type}</translation>
    </message>
    <message>
      <source>{column} is empty</source>
      <translation>{column} 是空的</translation>
    </message>
    <message>
      <source>{column} is more than the whole: {value} {unit}</source>
      <translation>{column} 超过总量：{value} {unit}</translation>
    </message>
    <message>
      <source>{column} is negative: {value}</source>
      <translation>{column} 为负数：{value}</translation>
    </message>
    <message>
      <source>{column} is neither yes nor no: {value}</source>
      <translation>{column} 既不是“是”也不是“否”：{value}</translation>
    </message>
    <message>
      <source>{column} is no administrative code: {value}</source>
      <translation>{column} 不是行政区划代码：{value}</translation>
    </message>
    <message>
      <source>{column} is no coordinate system: {value}</source>
      <translation>{column} 不是坐标系：{value}</translation>
    </message>
    <message>
      <source>{column} is no date: {value}</source>
      <translation>{column} 不是日期：{value}</translation>
    </message>
    <message>
      <source>{column} is no id: {value}</source>
      <translation>{column} 不是代码：{value}</translation>
    </message>
    <message>
      <source>{column} is no number with a unit: {value}</source>
      <translation>{column} 不是带单位的数字：{value}</translation>
    </message>
    <message>
      <source>{column} is no number: {value}</source>
      <translation>{column} 不是数字：{value}</translation>
    </message>
    <message>
      <source>{column} is no revision: {value}</source>
      <translation>{column} 不是版本号：{value}</translation>
    </message>
    <message>
      <source>{column} is no way to put values together here: {value}</source>
      <translation>{column} 不是此处可用的汇总方式：{value}</translation>
    </message>
    <message>
      <source>{column} is no year: {value}</source>
      <translation>{column} 不是年份：{value}</translation>
    </message>
    <message>
      <source>{column} names a layer the ledger does not have: {value}</source>
      <translation>{column} 指明的图层台账中没有：{value}</translation>
    </message>
    <message>
      <source>{column} names a target that is not in targets.csv: {value}</source>
      <translation>{column} 指明的目标不在 targets.csv 中：{value}</translation>
    </message>
    <message>
      <source>{column} names no year and amount, or a year twice: {value}</source>
      <translation>{column} 没有年度和数量，或年度重复：{value}</translation>
    </message>
    <message>
      <source>{counted} ({deducted} not counted)</source>
      <translation>{counted}（{deducted} 不计）</translation>
    </message>
    <message>
      <source>{count} ask for a look…</source>
      <translation>{count} 条需要查看…</translation>
    </message>
    <message>
      <source>{count} faults are planted:</source>
      <translation>预设了 {count} 个问题：</translation>
    </message>
    <message>
      <source>{count} features could not be checked</source>
      <translation>{count} 个要素未能检查</translation>
    </message>
    <message>
      <source>{count} features have arcs; they were read as edges of a tenth of a degree</source>
      <translation>{count} 个要素含有弧线；已按十分之一度一边读取</translation>
    </message>
    <message>
      <source>{count} features have text in another encoding, such as “{value}”</source>
      <translation>{count} 个要素的文字编码不对，例如“{value}”</translation>
    </message>
    <message>
      <source>{count} features of {table} cannot be brought to {crs}; the first: row {row}</source>
      <translation>{table} 的 {count} 个要素无法转换到 {crs}；第一个：第 {row} 行</translation>
    </message>
    <message>
      <source>{count} findings chosen</source>
      <translation>已选择 {count} 个问题</translation>
    </message>
    <message>
      <source>{count} interventions as of {day}, closed at {time}</source>
      <translation>{count} 条措施，截至 {day}，{time} 结账</translation>
    </message>
    <message>
      <source>{count} interventions, closed at {time}</source>
      <translation>{count} 条措施，{time} 结账</translation>
    </message>
    <message>
      <source>{count} items have no target: choose them in the list, then their target below.</source>
      <translation>{count} 个条目没有目标：请在列表中选中它们，再在下面选择目标。</translation>
    </message>
    <message>
      <source>{count} parcels stay as they are.</source>
      <translation>{count} 个图斑保持不变。</translation>
    </message>
    <message>
      <source>{count} parcels: {moved} vertices move, the outline by {farthest:.2f} m at most, the area by {gain:+,.3f} mu. The map shows the new outlines in blue.</source>
      <translation>{count} 个图斑：移动 {moved} 个顶点，边界最多移动 {farthest:.2f} 米，面积变化 {gain:+,.3f} 亩。新边界在地图上以蓝色显示。</translation>
    </message>
    <message>
      <source>{count} remembered</source>
      <translation>已记住 {count} 本</translation>
    </message>
    <message>
      <source>{count} rules cannot be ruled out</source>
      <translation>{count} 条规则不能排除冲突</translation>
    </message>
    <message>
      <source>{count} smaller pieces of ground were dropped, {area:.0f} m² together</source>
      <translation>略去 {count} 块较小的地，共 {area:.0f} 平方米</translation>
    </message>
    <message>
      <source>{count} vertices stand twice in a row</source>
      <translation>{count} 个顶点连续重复</translation>
    </message>
    <message>
      <source>{count} works or reports name it: give them another one first</source>
      <translation>{count} 条措施或上报数值在用它：请先改给别的</translation>
    </message>
    <message>
      <source>{crs} needs no shift parameters</source>
      <translation>{crs} 不需要转换参数</translation>
    </message>
    <message>
      <source>{distance:,.1f} m away</source>
      <translation>相距 {distance:,.1f} 米</translation>
    </message>
    <message>
      <source>{distance:,.1f} m away: beyond the {limit:,.0f} m</source>
      <translation>相距 {distance:,.1f} 米：在 {limit:,.0f} 米范围外</translation>
    </message>
    <message>
      <source>{distance:,.1f} m away: within the {limit:,.0f} m</source>
      <translation>相距 {distance:,.1f} 米：在 {limit:,.0f} 米范围内</translation>
    </message>
    <message>
      <source>{drawn} of {planned} townships</source>
      <translation>{planned} 个乡镇中有图形的 {drawn} 个</translation>
    </message>
    <message>
      <source>{drawn} of {planned} townships, found by the field {field}; CRS {crs}.</source>
      <translation>{planned} 个乡镇中画出 {drawn} 个，按字段 {field} 识别；坐标系 {crs}。</translation>
    </message>
    <message>
      <source>{encoding} takes nearly every byte, so it is the last resort</source>
      <translation>{encoding} 几乎接受任何字节，因此放在最后</translation>
    </message>
    <message>
      <source>{field} holds {value}, which is not in its code list</source>
      <translation>{field} 的 {value} 不在其代码表中</translation>
    </message>
    <message>
      <source>{field} is not filled in</source>
      <translation>{field} 没有填写</translation>
    </message>
    <message>
      <source>{field} is {value}, which it cannot be</source>
      <translation>{field} 为 {value}，这不可能</translation>
    </message>
    <message>
      <source>{file} cannot be read as a layer of polygons</source>
      <translation>{file} 不能作为面图层读取</translation>
    </message>
    <message>
      <source>{file} cannot be written: {reason}</source>
      <translation>{file} 无法写入：{reason}</translation>
    </message>
    <message>
      <source>{file} has no row that names townships or targets, and years</source>
      <translation>{file} 没有写明乡镇或目标以及年度的行</translation>
    </message>
    <message>
      <source>{file} is not whole: of {rows} rows {found} can be read</source>
      <translation>{file} 不完整：{rows} 行中只能读出 {found} 行</translation>
    </message>
    <message>
      <source>{file} is open in this project</source>
      <translation>{file} 已在当前工程中打开</translation>
    </message>
    <message>
      <source>{file} is there already; choose another name.</source>
      <translation>{file} 已存在，请另取名字。</translation>
    </message>
    <message>
      <source>{format} comes from a receiver: WGS 84</source>
      <translation>{format} 来自接收机：WGS 84</translation>
    </message>
    <message>
      <source>{format} is WGS 84 by definition, yet phone apps write GCJ-02 into it</source>
      <translation>{format} 按定义为 WGS 84，但手机应用常写入 GCJ-02</translation>
    </message>
    <message>
      <source>{item}: {count} more</source>
      <translation>{item}：另有 {count} 个点</translation>
    </message>
    <message>
      <source>{journal} lies beside {path}: another program is writing, or was ended while it did, and in a read-only folder that cannot be set right</source>
      <translation>{path} 旁有 {journal}：其他程序正在写入，或写入时被中断；只读文件夹中无法复原</translation>
    </message>
    <message>
      <source>{layer} does not say which of the {number} targets its quotas are for</source>
      <translation>{layer} 没有写明任务属于 {number} 个目标中的哪一个</translation>
    </message>
    <message>
      <source>{layer} has a coordinate system nobody can read: {crs}</source>
      <translation>{layer} 的坐标系无法读取：{crs}</translation>
    </message>
    <message>
      <source>{layer} has no coordinate system, so its areas cannot be measured</source>
      <translation>{layer} 没有坐标系，因此无法量算面积</translation>
    </message>
    <message>
      <source>{layer} has no feature, so no parcel could count on it</source>
      <translation>{layer} 没有要素，没有图斑可据以计入</translation>
    </message>
    <message>
      <source>{layer} has no feature, so nothing could count anywhere</source>
      <translation>{layer} 没有要素，因此到处都无法计入</translation>
    </message>
    <message>
      <source>{layer} has no field {field}</source>
      <translation>{layer} 没有字段 {field}</translation>
    </message>
    <message>
      <source>{layer} has no field {field}; the names of its fields are in another encoding: {fields}</source>
      <translation>{layer} 没有字段 {field}；其字段名的编码不对：{fields}</translation>
    </message>
    <message>
      <source>{layer} is a table without geometry</source>
      <translation>{layer} 是没有图形的表</translation>
    </message>
    <message>
      <source>{layer} is in {crs}, and its shift to CGCS2000 is not known here</source>
      <translation>{layer} 采用 {crs}，此处不知道它到 CGCS2000 的偏移</translation>
    </message>
    <message>
      <source>{ledger} findings</source>
      <translation>{ledger} 问题清单</translation>
    </message>
    <message>
      <source>{ledger} quotas.xlsx</source>
      <translation>{ledger} 任务分解.xlsx</translation>
    </message>
    <message>
      <source>{length:,.1f} m</source>
      <translation>{length:,.1f} 米</translation>
    </message>
    <message>
      <source>{length:,.1f} m of the place, {share:.1%}</source>
      <translation>占该处 {length:,.1f} 米，{share:.1%}</translation>
    </message>
    <message>
      <source>{length:.1f} m of the bank are those of FID {other} already</source>
      <translation>岸线有 {length:.1f} 米已属于 FID {other}</translation>
    </message>
    <message>
      <source>{line}. {message}</source>
      <translation>{line}。{message}</translation>
    </message>
    <message>
      <source>{looked} ({number} repaired: {repairs})</source>
      <translation>{looked}（修复 {number} 个：{repairs}）</translation>
    </message>
    <message>
      <source>{mu:,.2f} mu of the place, {share:.1%}</source>
      <translation>占该处 {mu:,.2f} 亩，{share:.1%}</translation>
    </message>
    <message>
      <source>{mu:,.2f} mu · {hectares:,.4f} ha · perimeter {perimeter:,.1f} m</source>
      <translation>{mu:,.2f} 亩 · {hectares:,.4f} 公顷 · 周长 {perimeter:,.1f} 米</translation>
    </message>
    <message>
      <source>{name} ({code}) of the plan has no feature here</source>
      <translation>规划中的 {name}（{code}）在此没有要素</translation>
    </message>
    <message>
      <source>{name} is no polygon of at least three points and was left out</source>
      <translation>{name} 不是至少三个点的面，已略去</translation>
    </message>
    <message>
      <source>{name} is not in degrees of longitude and latitude: {value}</source>
      <translation>{name} 的经纬度不以度为单位：{value}</translation>
    </message>
    <message>
      <source>{name} – {deduction}: {count} pieces</source>
      <translation>{name} – {deduction}：{count} 块</translation>
    </message>
    <message>
      <source>{name}: {count} interventions</source>
      <translation>{name}：{count} 条措施</translation>
    </message>
    <message>
      <source>{name}: {count} interventions, {invalid} of them unreadable</source>
      <translation>{name}：{count} 条措施，其中 {invalid} 条无法读取</translation>
    </message>
    <message>
      <source>{open} open, {waived} waived</source>
      <translation>未处理 {open} 个，已豁免 {waived} 个</translation>
    </message>
    <message>
      <source>{path} cannot be read as a workbook (*.xlsx)</source>
      <translation>{path} 不能作为工作簿（*.xlsx）读取</translation>
    </message>
    <message>
      <source>{path} cannot be read or written: {reason}</source>
      <translation>{path} 无法读写：{reason}</translation>
    </message>
    <message>
      <source>{path} cannot be used: {count} faults</source>
      <translation>{path} 不能使用：{count} 个问题</translation>
    </message>
    <message>
      <source>{path} cannot be written: the file or its folder is read-only</source>
      <translation>{path} 无法写入：文件或其文件夹为只读</translation>
    </message>
    <message>
      <source>{path} does not end in .gpkg: nobody would know it for a ledger</source>
      <translation>{path} 的扩展名不是 .gpkg，看不出是台账</translation>
    </message>
    <message>
      <source>{path} is a GeoPackage, but no ledger</source>
      <translation>{path} 是 GeoPackage，但不是台账</translation>
    </message>
    <message>
      <source>{path} is a ledger; “{output}” would take its place</source>
      <translation>{path} 是台账；“{output}”会将其覆盖</translation>
    </message>
    <message>
      <source>{path} is damaged: {reason}</source>
      <translation>{path} 已损坏：{reason}</translation>
    </message>
    <message>
      <source>{path} is in use by another program</source>
      <translation>{path} 正被其他程序使用</translation>
    </message>
    <message>
      <source>{path} is named for two results; “{output}” would replace the first</source>
      <translation>两个结果都写入 {path}；“{output}”会覆盖前一个</translation>
    </message>
    <message>
      <source>{path} is no GeoPackage</source>
      <translation>{path} 不是 GeoPackage</translation>
    </message>
    <message>
      <source>{path} is read in this run; “{output}” would take its place</source>
      <translation>{path} 是本次运行的输入；“{output}”会将其覆盖</translation>
    </message>
    <message>
      <source>{path} is there already</source>
      <translation>{path} 已存在</translation>
    </message>
    <message>
      <source>{path} is too large for a table: more than {limit}</source>
      <translation>{path} 作为表格过大：超过 {limit}</translation>
    </message>
    <message>
      <source>{path} lacks {missing}, which somebody has deleted or renamed</source>
      <translation>{path} 缺少 {missing}，可能被删除或改名</translation>
    </message>
    <message>
      <source>{path} was made by a newer EcoLedger: its schema is {found}, this one knows {known}</source>
      <translation>{path} 由更新版本的生态台账生成：其结构版本为 {found}，当前程序支持 {known}</translation>
    </message>
    <message>
      <source>{path} was made by an older EcoLedger: its schema is {found}, this one uses {known}</source>
      <translation>{path} 由旧版生态台账生成：其结构版本为 {found}，当前程序使用 {known}</translation>
    </message>
    <message>
      <source>{percent} % of the positions lie in the district</source>
      <translation>{percent} % 的位置在本区内</translation>
    </message>
    <message>
      <source>{percent} % of the positions lie on borders or lines already known</source>
      <translation>{percent} % 的位置落在已知的边界或线上</translation>
    </message>
    <message>
      <source>{place}: {problem}. {suggestion}</source>
      <translation>{place}：{problem}。{suggestion}</translation>
    </message>
    <message>
      <source>{problem}. {suggestion}</source>
      <translation>{problem}。{suggestion}</translation>
    </message>
    <message>
      <source>{reason} (until {day})</source>
      <translation>{reason}（至 {day}）</translation>
    </message>
    <message>
      <source>{rule} (art. {article})</source>
      <translation>{rule}（第{article}条）</translation>
    </message>
    <message>
      <source>{rule}: the layer {layer} cannot be measured</source>
      <translation>{rule}：“{layer}”图层的坐标系无法量算</translation>
    </message>
    <message>
      <source>{rule}: the layer {layer} has no zone of its classes</source>
      <translation>{rule}：“{layer}”图层中没有该规则所指类别的管控区</translation>
    </message>
    <message>
      <source>{rule}: the layer {layer} has no zone, so nothing can be ruled out</source>
      <translation>{rule}：图层 {layer} 没有管控区，因此不能排除任何冲突</translation>
    </message>
    <message>
      <source>{rule}: the layer {layer} is empty</source>
      <translation>{rule}：“{layer}”图层为空</translation>
    </message>
    <message>
      <source>{rule}: the ledger has no layer {layer}</source>
      <translation>{rule}：台账中没有“{layer}”图层</translation>
    </message>
    <message>
      <source>{rule}: the plan does not say which works it restricts</source>
      <translation>{rule}：规划未说明限制哪些建设或措施</translation>
    </message>
    <message>
      <source>{rule}: the plan restricts no works there on that day</source>
      <translation>{rule}：规划在那一天没有限制任何工程</translation>
    </message>
    <message>
      <source>{rule}: {looked}, but no feature could be read, so nothing can be ruled out</source>
      <translation>{rule}：{looked}，但没有一个要素读得出来，不能排除冲突</translation>
    </message>
    <message>
      <source>{rule}: {looked}, findings so far: {findings}; FID {lost} could not be read, so nothing can be ruled out</source>
      <translation>{rule}：{looked}，目前发现问题 {findings} 处；FID {lost} 读不出来，不能排除冲突</translation>
    </message>
    <message>
      <source>{rule}: {looked}, findings: {findings}</source>
      <translation>{rule}：{looked}，发现问题 {findings} 处</translation>
    </message>
    <message>
      <source>{rule}: {looked}, no conflict</source>
      <translation>{rule}：{looked}，没有冲突</translation>
    </message>
    <message>
      <source>{rule}: {looked}, no conflict of the {read} features that could be read</source>
      <translation>{rule}：{looked}，读得出来的 {read} 个要素没有冲突</translation>
    </message>
    <message>
      <source>{severity}: {rule} (article {article}){extent}</source>
      <translation>{severity}：{rule}（第{article}条）{extent}</translation>
    </message>
    <message>
      <source>{share:.1%} of the place lies outside the district</source>
      <translation>该处有 {share:.1%} 在区界以外</translation>
    </message>
    <message>
      <source>{stage}: {amount} {unit}</source>
      <translation>{stage}：{amount} {unit}</translation>
    </message>
    <message>
      <source>{table} takes {wanted} geometries; row {row} is of another kind</source>
      <translation>{table} 只接受 {wanted}图形；第 {row} 行是另一种</translation>
    </message>
    <message>
      <source>{table} {uuid}: {what}. {effect}</source>
      <translation>{table} {uuid}：{what}。{effect}</translation>
    </message>
    <message>
      <source>{table}.{column} takes no “{value}” (row {row}): its type is {type}</source>
      <translation>{table}.{column} 不接受“{value}”（第 {row} 行）：其类型为 {type}</translation>
    </message>
    <message>
      <source>{target} adds up targets that may count the same ground: {value}</source>
      <translation>{target} 相加的各目标可能计入同一地块：{value}</translation>
    </message>
    <message>
      <source>{target} cannot be derived from {value}</source>
      <translation>{target} 不能由 {value} 推算</translation>
    </message>
    <message>
      <source>{target} cannot be split by area: no area for {townships}</source>
      <translation>{target} 不能按面积分解：{townships} 没有面积</translation>
    </message>
    <message>
      <source>{target} is a rate and cannot be split</source>
      <translation>{target} 是比率，不能分解</translation>
    </message>
    <message>
      <source>{target} {township} {year} {stage}: {before} → {after} {unit} ({gain})</source>
      <translation>{target} {township} {year} {stage}：{before} → {after} {unit}（{gain}）</translation>
    </message>
    <message>
      <source>{value} stands already in line {first}</source>
      <translation>{value} 在第 {first} 行已出现</translation>
    </message>
    <message>
      <source>{value} was written with 、 for what parts the fields</source>
      <translation>{value} 的字段分隔符已写作 、</translation>
    </message>
    <message>
      <source>{what} is no number: {value}</source>
      <translation>{what} 不是数字：{value}</translation>
    </message>
    <message>
      <source>± (mu)</source>
      <translation>±（亩）</translation>
    </message>
    <message>
      <source>“{item}” becomes a {kind}, but {target} is counted by {evidence}.</source>
      <translation>“{item}”将成为{kind}，而 {target} 按{evidence}计算。</translation>
    </message>
    <message>
      <source>“{label}” ({name}) is not given</source>
      <translation>未填写“{label}”（{name}）</translation>
    </message>
    <message>
      <source>“{name}” has too few positions to become a shape</source>
      <translation>“{name}”的位置太少，不能成为图形</translation>
    </message>
    <message>
      <source>“{value}” does not tell who was first; the feature comes behind those that do</source>
      <translation>“{value}”无法判断先后；该要素排在其他要素之后</translation>
    </message>
    <message>
      <source>“{value}” in the column {column} is not known here ({count} rows)</source>
      <translation>列 {column} 中的“{value}”此处未知（{count} 行）</translation>
    </message>
    <message>
      <source>“{value}” will not do for “{label}” ({name})</source>
      <translation>“{label}”（{name}）不能填“{value}”</translation>
    </message>
    <message>
      <source>… and {count} more of this kind.</source>
      <translation>……另有 {count} 条同类。</translation>
    </message>
    <message>
      <source>⚠ {count} things could not be looked at, see below</source>
      <translation>⚠ 有 {count} 项无法核对，见下文</translation>
    </message>
  </context>
  <context>
    <name>FindingsDock</name>
    <message>
      <source>&amp;Clip away</source>
      <translation>裁去(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Form</source>
      <translation>表单(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Layer</source>
      <translation>图层(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Open a ledger…</source>
      <translation>打开台账(&amp;O)…</translation>
    </message>
    <message>
      <source>&amp;Repair</source>
      <translation>修复(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;State</source>
      <translation>状态(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Zoom to it</source>
      <translation>缩放到它(&amp;Z)</translation>
    </message>
    <message>
      <source>Cancel (&amp;Q)</source>
      <translation>取消(&amp;Q)</translation>
    </message>
    <message>
      <source>Check &amp;again</source>
      <translation>重新检查(&amp;A)</translation>
    </message>
    <message>
      <source>Check the saved ledger again</source>
      <translation>重新检查已保存的台账</translation>
    </message>
    <message>
      <source>Copy the findings shown, or write them to a file</source>
      <translation>复制所显示的问题，或写入文件</translation>
    </message>
    <message>
      <source>E&amp;xport</source>
      <translation>导出(&amp;X)</translation>
    </message>
    <message>
      <source>Fill in the township (&amp;G)</source>
      <translation>填写乡镇(&amp;G)</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>Hel&amp;p</source>
      <translation>帮助(&amp;P)</translation>
    </message>
    <message>
      <source>How much of each zone layer could be looked at, and what was repaired or could not be read</source>
      <translation>每个管控区图层检查了多少，修复了什么，哪些无法读取</translation>
    </message>
    <message>
      <source>R&amp;ule</source>
      <translation>规则(&amp;U)</translation>
    </message>
    <message>
      <source>Read about the findings, without a network</source>
      <translation>查看“问题”的说明，无需联网</translation>
    </message>
    <message>
      <source>S&amp;nap…</source>
      <translation>捕捉(&amp;N)…</translation>
    </message>
    <message>
      <source>Severit&amp;y</source>
      <translation>严重程度(&amp;Y)</translation>
    </message>
    <message>
      <source>Ta&amp;ble</source>
      <translation>表(&amp;B)</translation>
    </message>
    <message>
      <source>Ta&amp;ke back the waiver</source>
      <translation>撤回豁免(&amp;K)</translation>
    </message>
    <message>
      <source>To&amp;wnship</source>
      <translation>乡镇(&amp;W)</translation>
    </message>
    <message>
      <source>Wai&amp;ve…</source>
      <translation>豁免(&amp;V)…</translation>
    </message>
    <message>
      <source>text in the findings</source>
      <translation>问题中的文字</translation>
    </message>
    <message>
      <source>⚠ Stale: the layers were changed since. Save them, then check again.</source>
      <translation>⚠ 已过时：图层此后有改动。请保存后重新检查。</translation>
    </message>
  </context>
  <context>
    <name>FirstStepsDock</name>
    <message>
      <source>&amp;Help</source>
      <translation>帮助(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Offer them when QGIS starts</source>
      <translation>QGIS 启动时提示(&amp;O)</translation>
    </message>
    <message>
      <source>First steps</source>
      <translation>入门</translation>
    </message>
    <message>
      <source>Learn the program on a made-up district under real names. Nothing of yours is touched.</source>
      <translation>在编造图形、真实地名的示例县区上学会本程序，不会动您的任何数据。</translation>
    </message>
    <message>
      <source>The page of the manual</source>
      <translation>打开手册的这一页</translation>
    </message>
  </context>
  <context>
    <name>ImportDialog</name>
    <message>
      <source> m</source>
      <translation> 米</translation>
    </message>
    <message>
      <source>&amp;Becomes</source>
      <translation>成为(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Coordinates</source>
      <translation>坐标(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Findings</source>
      <translation>问题(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Items chosen</source>
      <translation>所选条目(&amp;I)</translation>
    </message>
    <message>
      <source>&amp;Measure</source>
      <translation>措施(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Northing or latitude comes first</source>
      <translation>北坐标（纬度）在前(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Remove</source>
      <translation>移除(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Seven parameters</source>
      <translation>七参数(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Status</source>
      <translation>状态(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Target</source>
      <translation>目标(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Year</source>
      <translation>年度(&amp;Y)</translation>
    </message>
    <message>
      <source>All field data of a folder</source>
      <translation>一个文件夹中的全部外业数据</translation>
    </message>
    <message>
      <source>Bring what is chosen into the map</source>
      <translation>在地图上显示所选内容</translation>
    </message>
    <message>
      <source>C&amp;ancel reading</source>
      <translation>停止读取(&amp;A)</translation>
    </message>
    <message>
      <source>Choose items in the list above; what is set here is set for all of them.</source>
      <translation>请在上面的列表中选择条目；这里的设置对它们全部有效。</translation>
    </message>
    <message>
      <source>Col&amp;umns</source>
      <translation>列(&amp;U)</translation>
    </message>
    <message>
      <source>Cross&amp;es itself</source>
      <translation>自相交(&amp;E)</translation>
    </message>
    <message>
      <source>Drop files and folders here, or choose them:</source>
      <translation>把文件和文件夹拖到这里，或选择：</translation>
    </message>
    <message>
      <source>Fi&amp;les…</source>
      <translation>文件(&amp;L)…</translation>
    </message>
    <message>
      <source>Files of handhelds, phones, surveyors, GIS programs</source>
      <translation>手持机、手机、测绘和 GIS 软件的文件</translation>
    </message>
    <message>
      <source>Fol&amp;der…</source>
      <translation>文件夹(&amp;D)…</translation>
    </message>
    <message>
      <source>How the coordinates can be read, the likeliest first. Each reading is drawn on the map with the line named here; nothing is written before you import.</source>
      <translation>坐标可能的读法，最可能的在前。每种读法都按此处所写的线型画在图上；导入之前不写入任何内容。</translation>
    </message>
    <message>
      <source>Import field data</source>
      <translation>导入外业数据</translation>
    </message>
    <message>
      <source>In which encoding names and texts are read, the likeliest first, with a sample of each. Another one reads the file again.</source>
      <translation>名称和文字可能的编码，最可能的在前，并附样例。换一种编码会重新读取文件。</translation>
    </message>
    <message>
      <source>Other s&amp;ystem…</source>
      <translation>其他坐标系(&amp;Y)…</translation>
    </message>
    <message>
      <source>Points of the chosen items that no walker made, by reason; on the map they are grey crosses. The raw track keeps them.</source>
      <translation>所选条目中不可能由人走出的点，按原因列出；在地图上以灰色叉号表示。原始轨迹中仍予保留。</translation>
    </message>
    <message>
      <source>Read the coordinates in a system that is not in the list</source>
      <translation>按列表之外的坐标系读取坐标</translation>
    </message>
    <message>
      <source>Remo&amp;ved points</source>
      <translation>剔除的点(&amp;V)</translation>
    </message>
    <message>
      <source>Se&amp;gments</source>
      <translation>轨迹段(&amp;G)</translation>
    </message>
    <message>
      <source>Show on the &amp;map</source>
      <translation>在地图上显示(&amp;M)</translation>
    </message>
    <message>
      <source>Stop; what was read stays</source>
      <translation>停止；已读入的保留</translation>
    </message>
    <message>
      <source>Strip &amp;width</source>
      <translation>带宽(&amp;W)</translation>
    </message>
    <message>
      <source>T&amp;ownship</source>
      <translation>乡镇(&amp;O)</translation>
    </message>
    <message>
      <source>Take the chosen files off the list; the files stay where they are</source>
      <translation>将所选文件移出列表；文件本身不动</translation>
    </message>
    <message>
      <source>Te&amp;xt</source>
      <translation>文字(&amp;X)</translation>
    </message>
    <message>
      <source>Where the columns of the layer go. What is changed here is remembered for layers with the same columns.</source>
      <translation>图层各列的去向。在这里作的更改会记住，供列相同的图层使用。</translation>
    </message>
    <message>
      <source>dx dy dz (m) rx ry rz (″) scale (ppm)</source>
      <translation>dx dy dz（米） rx ry rz（″） 尺度（ppm）</translation>
    </message>
  </context>
  <context>
    <name>ManualWindow</name>
    <message>
      <source>&amp;Back</source>
      <translation>后退(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Forward</source>
      <translation>前进(&amp;F)</translation>
    </message>
    <message>
      <source>EcoLedger – manual</source>
      <translation>生态台账 – 使用手册</translation>
    </message>
    <message>
      <source>Pages</source>
      <translation>目录</translation>
    </message>
    <message>
      <source>To the page read before; there is none after the start</source>
      <translation>回到上一页；刚打开时没有上一页</translation>
    </message>
    <message>
      <source>To the page you came back from</source>
      <translation>前往刚才离开的一页；后退之后才有</translation>
    </message>
  </context>
  <context>
    <name>NewLedgerDialog</name>
    <message>
      <source>&amp;Ledger file</source>
      <translation>台账文件(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Plan folder</source>
      <translation>规划文件夹(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Townships</source>
      <translation>乡镇(&amp;T)</translation>
    </message>
    <message>
      <source>A folder of CSV or TOML tables: targets, quotas, townships, rules</source>
      <translation>装有 CSV 或 TOML 表的文件夹：目标、任务数、乡镇、规则</translation>
    </message>
    <message>
      <source>A ledger is one file: the plan's targets and zones, the townships, and empty layers for what is done. What is no township of the plan is left out and listed.</source>
      <translation>一本台账就是一个文件：规划的目标和分区、乡镇，以及记录治理措施的空图层。不属于规划乡镇的要素不收入，并逐条列出。</translation>
    </message>
    <message>
      <source>Any polygon layer; the field with their codes or names is found by its values</source>
      <translation>任一面图层；代码或名称在哪个字段，由字段的值判断</translation>
    </message>
    <message>
      <source>Choose a file that is not in the project</source>
      <translation>选择不在工程里的文件</translation>
    </message>
    <message>
      <source>New ledger</source>
      <translation>新建台账</translation>
    </message>
  </context>
  <context>
    <name>PlaceDock</name>
    <message>
      <source>&amp;Click a place</source>
      <translation>点选一处(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;HTML…</source>
      <translation>网页(&amp;H)…</translation>
    </message>
    <message>
      <source>&amp;Measure</source>
      <translation>措施(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Open a ledger…</source>
      <translation>打开台账(&amp;O)…</translation>
    </message>
    <message>
      <source>&amp;Selected features</source>
      <translation>选中的要素(&amp;S)</translation>
    </message>
    <message>
      <source>Ask about the selected features as one place</source>
      <translation>把选中的要素作为一处核对</translation>
    </message>
    <message>
      <source>Check this place</source>
      <translation>这里能不能建</translation>
    </message>
    <message>
      <source>Click its corners, end it with the right button; Backspace takes a corner back</source>
      <translation>逐点单击，右键结束；按退格键撤回一个顶点</translation>
    </message>
    <message>
      <source>Cop&amp;y</source>
      <translation>复制(&amp;Y)</translation>
    </message>
    <message>
      <source>Copy the answer as text</source>
      <translation>把核对结果复制为文本</translation>
    </message>
    <message>
      <source>Draw an &amp;area</source>
      <translation>画一块地(&amp;A)</translation>
    </message>
    <message>
      <source>Each click on the map is answered; Esc puts the tool down</source>
      <translation>在地图上每点一处即给出结果；按 Esc 放下工具</translation>
    </message>
    <message>
      <source>Hel&amp;p</source>
      <translation>帮助(&amp;P)</translation>
    </message>
    <message>
      <source>What is to be &amp;done</source>
      <translation>要做什么(&amp;D)</translation>
    </message>
    <message>
      <source>Write the answer to a page to print</source>
      <translation>把核对结果写成可打印的网页</translation>
    </message>
  </context>
  <context>
    <name>PlanDialog</name>
    <message>
      <source>&amp;4 Zones and rules</source>
      <translation>管控区与规则(&amp;4)</translation>
    </message>
    <message>
      <source>Enter or a double click leads to the place</source>
      <translation>按回车或双击前往该处</translation>
    </message>
    <message>
      <source>Plan and quotas</source>
      <translation>规划与任务</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <source>Redo (Ctrl+Shift+Z)</source>
      <translation>重做（Ctrl+Shift+Z）</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Undo (Ctrl+Z)</source>
      <translation>撤销（Ctrl+Z）</translation>
    </message>
    <message>
      <source>What asks for a look</source>
      <translation>需要查看的</translation>
    </message>
    <message>
      <source>Zones and rules come from the plan; what is listed under a rule is held against the works. Both are tables of the ledger.</source>
      <translation>管控区和规则来自规划；每条规则下列出据此检查措施的要求。二者都是台账中的表。</translation>
    </message>
  </context>
  <context>
    <name>ProgressDock</name>
    <message>
      <source>&amp;As of</source>
      <translation>截至(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;By</source>
      <translation>分列(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Find</source>
      <translation>查找(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Open a ledger…</source>
      <translation>打开台账(&amp;O)…</translation>
    </message>
    <message>
      <source>&amp;Township</source>
      <translation>乡镇(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Unit</source>
      <translation>单位(&amp;U)</translation>
    </message>
    <message>
      <source>&amp;Year</source>
      <translation>年度(&amp;Y)</translation>
    </message>
    <message>
      <source>&amp;Zoom to it</source>
      <translation>缩放到它(&amp;Z)</translation>
    </message>
    <message>
      <source>Cancel (&amp;Q)</source>
      <translation>取消(&amp;Q)</translation>
    </message>
    <message>
      <source>Close the ledger again (Ctrl+F5)</source>
      <translation>重新结账（Ctrl+F5）</translation>
    </message>
    <message>
      <source>Copy the table, or write table and charts to files</source>
      <translation>复制表格，或将表格和图写入文件</translation>
    </message>
    <message>
      <source>Deducted pieces</source>
      <translation>扣减图斑</translation>
    </message>
    <message>
      <source>E&amp;xport</source>
      <translation>导出(&amp;X)</translation>
    </message>
    <message>
      <source>F&amp;orm of the parcel</source>
      <translation>图斑表单(&amp;F)</translation>
    </message>
    <message>
      <source>Features that could not be read as they are, and what was noticed on the way</source>
      <translation>不能原样读取的要素，以及过程中注意到的情况</translation>
    </message>
    <message>
      <source>Form of the earlier one (&amp;K)</source>
      <translation>先完成者的表单(&amp;K)</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>No row fits the filters.</source>
      <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
      <source>Only what was finished in it counts; what was finished before still keeps its ground</source>
      <translation>只计入期间内完成的；此前完成的仍占有地块</translation>
    </message>
    <message>
      <source>Over time</source>
      <translation>随时间变化</translation>
    </message>
    <message>
      <source>Per&amp;iod</source>
      <translation>期间(&amp;I)</translation>
    </message>
    <message>
      <source>Progress of the plan</source>
      <translation>规划进度</translation>
    </message>
    <message>
      <source>Refresh</source>
      <translation>刷新</translation>
    </message>
    <message>
      <source>Statuses that cou&amp;nt</source>
      <translation>算完成的状态(&amp;N)</translation>
    </message>
    <message>
      <source>The manual's page about this window</source>
      <translation>打开手册中本窗口的说明</translation>
    </message>
    <message>
      <source>Tick “As of” to choose a day</source>
      <translation>请勾选“截至”以选择日期</translation>
    </message>
    <message>
      <source>Tick “Period” to choose its first day</source>
      <translation>请勾选“期间”以选择首日</translation>
    </message>
    <message>
      <source>Tick “Period” to choose its last day</source>
      <translation>请勾选“期间”以选择末日</translation>
    </message>
    <message>
      <source>Try a&amp;gain</source>
      <translation>重试(&amp;G)</translation>
    </message>
    <message>
      <source>Waterfall</source>
      <translation>扣减图</translation>
    </message>
    <message>
      <source>What was finished later does not count</source>
      <translation>之后完成的不计</translation>
    </message>
    <message>
      <source>Which statuses count as done</source>
      <translation>哪些状态算完成</translation>
    </message>
    <message>
      <source>name of a target or township</source>
      <translation>目标或乡镇的名称</translation>
    </message>
    <message>
      <source>⚠ Stale: the layers were saved since. Refresh (Ctrl+F5).</source>
      <translation>⚠ 已过时：图层此后有保存。请刷新（Ctrl+F5）。</translation>
    </message>
  </context>
  <context>
    <name>QuotaPage</name>
    <message>
      <source>&amp;Accept</source>
      <translation>接受(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Discard</source>
      <translation>放弃(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation>导出(&amp;E)…</translation>
    </message>
    <message>
      <source>&amp;Import…</source>
      <translation>导入(&amp;I)…</translation>
    </message>
    <message>
      <source>&amp;Propose</source>
      <translation>建议(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Reason for the change</source>
      <translation>调整原因(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Target</source>
      <translation>目标(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Years</source>
      <translation>年度(&amp;Y)</translation>
    </message>
    <message>
      <source>Let what is proposed for this target hold</source>
      <translation>让该目标的建议值生效</translation>
    </message>
    <message>
      <source>Offer a split of the target; it counts when you accept it</source>
      <translation>给出目标的一种分解；接受后才计入</translation>
    </message>
    <message>
      <source>Pa&amp;ste</source>
      <translation>粘贴(&amp;S)</translation>
    </message>
    <message>
      <source>Paste cells copied from Excel: a table with its header, or a block laid at the current cell</source>
      <translation>粘贴从 Excel 复制的单元格：带表头的表，或从当前单元格起的一块</translation>
    </message>
    <message>
      <source>Quotas by township and year</source>
      <translation>按乡镇和年度分解任务</translation>
    </message>
    <message>
      <source>Read quotas of any targets from an Excel or CSV file</source>
      <translation>从 Excel 或 CSV 文件读取任意目标的任务</translation>
    </message>
    <message>
      <source>Revisions of &amp;this cell</source>
      <translation>该单元格的历次调整(&amp;T)</translation>
    </message>
    <message>
      <source>Take what is proposed for this target away</source>
      <translation>撤回该目标的建议值</translation>
    </message>
    <message>
      <source>Write the quotas of all targets to an Excel or CSV file</source>
      <translation>将全部目标的任务写入 Excel 或 CSV 文件</translation>
    </message>
    <message>
      <source>Written into the new revisions, such as the number of the document</source>
      <translation>写入新的版本，例如文件编号</translation>
    </message>
  </context>
  <context>
    <name>SaveQuestion</name>
    <message>
      <source>&amp;Cut out of the zone</source>
      <translation>裁出管控区(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>帮助(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Leave open</source>
      <translation>暂不处理(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Reason, with the number of the approval:</source>
      <translation>理由(&amp;R)，注明批文号：</translation>
    </message>
    <message>
      <source>&amp;Waive with this reason</source>
      <translation>按此理由豁免(&amp;W)</translation>
    </message>
    <message>
      <source>Go on &amp;editing</source>
      <translation>返回编辑(&amp;E)</translation>
    </message>
    <message>
      <source>Intervention</source>
      <translation>措施</translation>
    </message>
    <message>
      <source>Rule</source>
      <translation>管控规则</translation>
    </message>
    <message>
      <source>Violations in what was saved</source>
      <translation>保存的内容有违规</translation>
    </message>
    <message>
      <source>What it means</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>What to do</source>
      <translation>怎么办</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>&amp;Forget them</source>
      <translation>清空列表(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Manual: settings</source>
      <translation>使用手册：设置(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Offer the first steps on a sample ledger</source>
      <translation>提示在示例台账上入门(&amp;O)</translation>
    </message>
    <message>
      <source>&amp;Recent ledgers in the menu, at most</source>
      <translation>菜单里的最近台账最多(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Zoom to the district</source>
      <translation>缩放到全区(&amp;Z)</translation>
    </message>
    <message>
      <source>Opening a ledger</source>
      <translation>打开台账时</translation>
    </message>
    <message>
      <source>When QGIS starts</source>
      <translation>QGIS 启动时</translation>
    </message>
  </context>
  <context>
    <name>SketchDock</name>
    <message>
      <source>&amp;Draw</source>
      <translation>开始画(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Fill in the form…</source>
      <translation>填写表单(&amp;F)…</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>帮助(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Measure</source>
      <translation>措施(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Reason to keep it as it is</source>
      <translation>保持原样的理由(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Status</source>
      <translation>状态(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Target</source>
      <translation>目标(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Year</source>
      <translation>年度(&amp;Y)</translation>
    </message>
    <message>
      <source>D&amp;iscard</source>
      <translation>放弃(&amp;D)</translation>
    </message>
    <message>
      <source>Draw interventions</source>
      <translation>绘制措施</translation>
    </message>
    <message>
      <source>What was drawn</source>
      <translation>已绘制的图形</translation>
    </message>
  </context>
</TS>
