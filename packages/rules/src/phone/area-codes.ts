import type { Bilingual } from "@cloverdesk/contracts";

/**
 * Area codes of mainland China without the trunk `0` (public numbering plan), by province: `code 城市 City`, comma separated.
 * A code shared by several cities carries the name of the largest. The four municipalities and Hainan are one code each and stand alone.
 */
const PROVINCES: readonly (readonly [zh: string, en: string, cities: string])[] = [
  ["", "", "10 北京 Beijing,21 上海 Shanghai,22 天津 Tianjin,23 重庆 Chongqing,898 海南 Hainan"],
  [
    "河北",
    "Hebei",
    "310 邯郸 Handan,311 石家庄 Shijiazhuang,312 保定 Baoding,313 张家口 Zhangjiakou,314 承德 Chengde,315 唐山 Tangshan,316 廊坊 Langfang,317 沧州 Cangzhou,318 衡水 Hengshui,319 邢台 Xingtai,335 秦皇岛 Qinhuangdao",
  ],
  [
    "山西",
    "Shanxi",
    "349 朔州 Shuozhou,350 忻州 Xinzhou,351 太原 Taiyuan,352 大同 Datong,353 阳泉 Yangquan,354 晋中 Jinzhong,355 长治 Changzhi,356 晋城 Jincheng,357 临汾 Linfen,358 吕梁 Lüliang,359 运城 Yuncheng",
  ],
  [
    "内蒙古",
    "Inner Mongolia",
    "470 呼伦贝尔 Hulunbuir,471 呼和浩特 Hohhot,472 包头 Baotou,473 乌海 Wuhai,474 乌兰察布 Ulanqab,475 通辽 Tongliao,476 赤峰 Chifeng,477 鄂尔多斯 Ordos,478 巴彦淖尔 Bayannur,479 锡林郭勒 Xilingol,482 兴安 Hinggan,483 阿拉善 Alxa",
  ],
  [
    "辽宁",
    "Liaoning",
    "24 沈阳 Shenyang,411 大连 Dalian,412 鞍山 Anshan,415 丹东 Dandong,416 锦州 Jinzhou,417 营口 Yingkou,418 阜新 Fuxin,419 辽阳 Liaoyang,421 朝阳 Chaoyang,427 盘锦 Panjin,429 葫芦岛 Huludao",
  ],
  [
    "吉林",
    "Jilin",
    "431 长春 Changchun,432 吉林 Jilin City,433 延边 Yanbian,434 四平 Siping,435 通化 Tonghua,436 白城 Baicheng,437 辽源 Liaoyuan,438 松原 Songyuan,439 白山 Baishan",
  ],
  [
    "黑龙江",
    "Heilongjiang",
    "451 哈尔滨 Harbin,452 齐齐哈尔 Qiqihar,453 牡丹江 Mudanjiang,454 佳木斯 Jiamusi,455 绥化 Suihua,456 黑河 Heihe,457 大兴安岭 Daxing'anling,458 伊春 Yichun,459 大庆 Daqing,464 七台河 Qitaihe,467 鸡西 Jixi,468 鹤岗 Hegang,469 双鸭山 Shuangyashan",
  ],
  [
    "江苏",
    "Jiangsu",
    "25 南京 Nanjing,510 无锡 Wuxi,511 镇江 Zhenjiang,512 苏州 Suzhou,513 南通 Nantong,514 扬州 Yangzhou,515 盐城 Yancheng,516 徐州 Xuzhou,517 淮安 Huai'an,518 连云港 Lianyungang,519 常州 Changzhou,523 泰州 Taizhou,527 宿迁 Suqian",
  ],
  [
    "浙江",
    "Zhejiang",
    "570 衢州 Quzhou,571 杭州 Hangzhou,572 湖州 Huzhou,573 嘉兴 Jiaxing,574 宁波 Ningbo,575 绍兴 Shaoxing,576 台州 Taizhou,577 温州 Wenzhou,578 丽水 Lishui,579 金华 Jinhua,580 舟山 Zhoushan",
  ],
  [
    "安徽",
    "Anhui",
    "550 滁州 Chuzhou,551 合肥 Hefei,552 蚌埠 Bengbu,553 芜湖 Wuhu,554 淮南 Huainan,555 马鞍山 Ma'anshan,556 安庆 Anqing,557 宿州 Suzhou,558 阜阳 Fuyang,559 黄山 Huangshan,561 淮北 Huaibei,562 铜陵 Tongling,563 宣城 Xuancheng,564 六安 Lu'an,566 池州 Chizhou",
  ],
  [
    "福建",
    "Fujian",
    "591 福州 Fuzhou,592 厦门 Xiamen,593 宁德 Ningde,594 莆田 Putian,595 泉州 Quanzhou,596 漳州 Zhangzhou,597 龙岩 Longyan,598 三明 Sanming,599 南平 Nanping",
  ],
  [
    "江西",
    "Jiangxi",
    "701 鹰潭 Yingtan,790 新余 Xinyu,791 南昌 Nanchang,792 九江 Jiujiang,793 上饶 Shangrao,794 抚州 Fuzhou,795 宜春 Yichun,796 吉安 Ji'an,797 赣州 Ganzhou,798 景德镇 Jingdezhen,799 萍乡 Pingxiang",
  ],
  [
    "山东",
    "Shandong",
    "530 菏泽 Heze,531 济南 Jinan,532 青岛 Qingdao,533 淄博 Zibo,534 德州 Dezhou,535 烟台 Yantai,536 潍坊 Weifang,537 济宁 Jining,538 泰安 Tai'an,539 临沂 Linyi,543 滨州 Binzhou,546 东营 Dongying,631 威海 Weihai,632 枣庄 Zaozhuang,633 日照 Rizhao,635 聊城 Liaocheng",
  ],
  [
    "河南",
    "Henan",
    "370 商丘 Shangqiu,371 郑州 Zhengzhou,372 安阳 Anyang,373 新乡 Xinxiang,374 许昌 Xuchang,375 平顶山 Pingdingshan,376 信阳 Xinyang,377 南阳 Nanyang,379 洛阳 Luoyang,391 焦作 Jiaozuo,392 鹤壁 Hebi,393 濮阳 Puyang,394 周口 Zhoukou,395 漯河 Luohe,396 驻马店 Zhumadian,398 三门峡 Sanmenxia",
  ],
  [
    "湖北",
    "Hubei",
    "27 武汉 Wuhan,710 襄阳 Xiangyang,711 鄂州 Ezhou,712 孝感 Xiaogan,713 黄冈 Huanggang,714 黄石 Huangshi,715 咸宁 Xianning,716 荆州 Jingzhou,717 宜昌 Yichang,718 恩施 Enshi,719 十堰 Shiyan,722 随州 Suizhou,724 荆门 Jingmen,728 仙桃 Xiantao",
  ],
  [
    "湖南",
    "Hunan",
    "730 岳阳 Yueyang,731 长沙 Changsha,734 衡阳 Hengyang,735 郴州 Chenzhou,736 常德 Changde,737 益阳 Yiyang,738 娄底 Loudi,739 邵阳 Shaoyang,743 湘西 Xiangxi,744 张家界 Zhangjiajie,745 怀化 Huaihua,746 永州 Yongzhou",
  ],
  [
    "广东",
    "Guangdong",
    "20 广州 Guangzhou,660 汕尾 Shanwei,662 阳江 Yangjiang,663 揭阳 Jieyang,668 茂名 Maoming,750 江门 Jiangmen,751 韶关 Shaoguan,752 惠州 Huizhou,753 梅州 Meizhou,754 汕头 Shantou,755 深圳 Shenzhen,756 珠海 Zhuhai,757 佛山 Foshan,758 肇庆 Zhaoqing,759 湛江 Zhanjiang,760 中山 Zhongshan,762 河源 Heyuan,763 清远 Qingyuan,766 云浮 Yunfu,768 潮州 Chaozhou,769 东莞 Dongguan",
  ],
  [
    "广西",
    "Guangxi",
    "770 防城港 Fangchenggang,771 南宁 Nanning,772 柳州 Liuzhou,773 桂林 Guilin,774 梧州 Wuzhou,775 玉林 Yulin,776 百色 Baise,777 钦州 Qinzhou,778 河池 Hechi,779 北海 Beihai",
  ],
  [
    "四川",
    "Sichuan",
    "28 成都 Chengdu,812 攀枝花 Panzhihua,813 自贡 Zigong,816 绵阳 Mianyang,817 南充 Nanchong,818 达州 Dazhou,825 遂宁 Suining,826 广安 Guang'an,827 巴中 Bazhong,830 泸州 Luzhou,831 宜宾 Yibin,832 内江 Neijiang,833 乐山 Leshan,834 凉山 Liangshan,835 雅安 Ya'an,836 甘孜 Garzê,837 阿坝 Ngawa,838 德阳 Deyang,839 广元 Guangyuan",
  ],
  [
    "贵州",
    "Guizhou",
    "851 贵阳 Guiyang,854 黔南 Qiannan,855 黔东南 Qiandongnan,856 铜仁 Tongren,857 毕节 Bijie,858 六盘水 Liupanshui,859 黔西南 Qianxinan",
  ],
  [
    "云南",
    "Yunnan",
    "691 西双版纳 Xishuangbanna,692 德宏 Dehong,870 昭通 Zhaotong,871 昆明 Kunming,872 大理 Dali,873 红河 Honghe,874 曲靖 Qujing,875 保山 Baoshan,876 文山 Wenshan,877 玉溪 Yuxi,878 楚雄 Chuxiong,879 普洱 Pu'er,883 临沧 Lincang,886 怒江 Nujiang,887 迪庆 Diqing,888 丽江 Lijiang",
  ],
  ["西藏", "Tibet", "891 拉萨 Lhasa,892 日喀则 Shigatse,893 山南 Shannan,894 林芝 Nyingchi,895 昌都 Qamdo,896 那曲 Nagqu,897 阿里 Ngari"],
  [
    "陕西",
    "Shaanxi",
    "29 西安 Xi'an,911 延安 Yan'an,912 榆林 Yulin,913 渭南 Weinan,914 商洛 Shangluo,915 安康 Ankang,916 汉中 Hanzhong,917 宝鸡 Baoji,919 铜川 Tongchuan",
  ],
  [
    "甘肃",
    "Gansu",
    "930 临夏 Linxia,931 兰州 Lanzhou,932 定西 Dingxi,933 平凉 Pingliang,934 庆阳 Qingyang,935 武威 Wuwei,936 张掖 Zhangye,937 酒泉 Jiuquan,938 天水 Tianshui,939 陇南 Longnan,941 甘南 Gannan,943 白银 Baiyin",
  ],
  [
    "青海",
    "Qinghai",
    "970 海北 Haibei,971 西宁 Xining,972 海东 Haidong,973 黄南 Huangnan,974 海南州 Hainan Prefecture,975 果洛 Golog,976 玉树 Yushu,977 海西 Haixi,979 格尔木 Golmud",
  ],
  ["宁夏", "Ningxia", "951 银川 Yinchuan,952 石嘴山 Shizuishan,953 吴忠 Wuzhong,954 固原 Guyuan,955 中卫 Zhongwei"],
  [
    "新疆",
    "Xinjiang",
    "901 塔城 Tacheng,902 哈密 Hami,903 和田 Hotan,906 阿勒泰 Altay,908 克孜勒苏 Kizilsu,909 博尔塔拉 Bortala,990 克拉玛依 Karamay,991 乌鲁木齐 Ürümqi,992 奎屯 Kuytun,993 石河子 Shihezi,994 昌吉 Changji,995 吐鲁番 Turpan,996 巴音郭楞 Bayingolin,997 阿克苏 Aksu,998 喀什 Kashgar,999 伊犁 Ili",
  ],
];

let table: Map<string, Bilingual> | undefined;

function load(): Map<string, Bilingual> {
  const loaded = new Map<string, Bilingual>();
  for (const [provinceZh, provinceEn, cities] of PROVINCES) {
    for (const line of cities.split(",")) {
      const [code = "", zh = "", ...en] = line.split(" ");
      const city = en.join(" ");
      loaded.set(code, provinceZh ? { zh: `${provinceZh} ${zh}`, en: `${city}, ${provinceEn}` } : { zh, en: city });
    }
  }
  return loaded;
}

/** City of an area code given without trunk `0` (`755` → 广东 深圳), or undefined when the plan has no such code. */
export function areaName(code: string): Bilingual | undefined {
  table ??= load();
  return table.get(code);
}

/** Every area code of the table, without trunk `0`. */
export function areaCodes(): string[] {
  table ??= load();
  return [...table.keys()];
}
