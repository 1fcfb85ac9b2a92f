//! What characters tell about a text: scripts, and the Han characters by which Traditional and Simplified Chinese
//! and a right decoding show themselves.
//!
//! Small tables on purpose: a few hundred of the most frequent characters cover well over half of any Chinese
//! paragraph, which is all that a guess needs. Nothing here converts between the two scripts.

use std::{collections::HashMap, sync::LazyLock};

/// Frequent Han characters, the same in Traditional and Simplified Chinese; many are frequent in Japanese too.
const SHARED: &str = "的一是不了在人有我他上大中到就你和地出也得子以可那要下心天去之好小多然看起自生都而成前面道行又\
如方事文本想所主其己理力家法明性最月日年新公司高用智能工作因此外重平美同意正合被者分些但什它很把手已社制度位全部定回或\
信三二四五六七八九十百千今使做只知名相原身由加水活西政治期受接表特真次教提比先每放路且及市民世界代化量安展件品科技意投\
入目系感始基於其取建反命指支持流交流打算城市思考完整等保存才能口音向言物海情非常更該望老此她您";

/// Frequent characters whose two forms differ: Traditional and Simplified in turn.
const PAIRS: &str = "們们這这說说來来對对時时會会為为個个國国過过還还沒没開开關关問问樣样點点長长現现發发經经應应話话學学\
見见間间機机實实當当動动進进業业與与給给從从無无讓让將将體体產产電电網网視视覺觉認认識识記记訪访談谈論论設设計计調调請请\
誰谁題题顯显預预頭头類类風风飛飞馬马門门車车軍军辦办農农邊边遠远運运選选適适達达連连隊队陽阳陣阵際际難难雙双雖虽靜静響响\
頁页順顺須须領领額额願愿驗验龍龙歲岁歷历氣气決决況况漢汉熱热愛爱爭争獨独獲获環环畫画異异盡尽監监確确禮礼種种稱称積积窮穷\
節节範范築筑簡简紅红約约級级純纯紙纸細细終终組组結结絕绝統统維维緊紧線线練练總总績绩織织繼继續续義义習习聖圣聞闻聯联聲声\
職职聽听腦脑興兴舉举舊旧藝艺處处號号術术衛卫補补規规親亲觀观訊讯討讨訓训許许評评詞词試试詩诗詳详語语誤误課课諸诸講讲證证\
譯译議议護护讀读變变負负財财責责貨货質质買买費费資资賣卖賽赛贏赢趙赵輕轻較较輸输轉转醫医釋释針针銀银錄录錢钱錯错鐘钟鐵铁\
陳陈陸陆險险隨随雜杂離离頓顿顧顾養养驚惊魚鱼鳥鸟麼么黃黄齊齐億亿傳传傷伤價价兩两創创劃划劉刘剛刚勞劳勢势務务勝胜區区協协\
單单參参嗎吗啟启員员嚴严團团圍围園园圖图圓圆場场報报塊块壓压壞坏夠够媽妈孫孙寫写寧宁寶宝導导層层屬属島岛師师帶带幣币幫帮\
幾几庫库廠厂廣广張张強强彈弹徑径懷怀態态戰战戲戏戶户擁拥擇择擊击擔担據据擴扩攝摄敗败數数斷断暫暂東东條条構构標标權权歐欧\
殺杀賴赖鳳凤詠咏駐驻尋寻專专歡欢閉闭";

/// What a frequent Han character tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frequent {
    /// Written alike in both.
    Shared,
    /// Traditional Chinese only.
    Traditional,
    /// Simplified Chinese only.
    Simplified,
}

static FREQUENT: LazyLock<HashMap<char, Frequent>> = LazyLock::new(|| {
    let shared = SHARED.chars().map(|character| (character, Frequent::Shared));
    let kinds = [Frequent::Traditional, Frequent::Simplified].into_iter().cycle();
    shared.chain(PAIRS.chars().zip(kinds)).collect()
});

/// What `character` tells when it is one of the frequent Han characters.
pub(crate) fn frequent_han(character: char) -> Option<Frequent> {
    FREQUENT.get(&character).copied()
}

/// Whether `character` is a Han ideograph, the extensions and 〇 and 々 included.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// Whether `character` is hiragana or katakana, the half-width forms left out.
pub(crate) const fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}')
}

/// Whether `character` is a Hangul syllable.
pub(crate) const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}

/// Whether `character` belongs to a script that is written without spaces between words.
pub(crate) const fn is_cjk(character: char) -> bool {
    is_han(character) || is_kana(character) || is_hangul(character)
}

/// Whether `character` is punctuation as set in Chinese, Japanese and Korean text.
pub(crate) const fn is_cjk_punctuation(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}'
        | '\u{FF0E}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{30FB}' | '\u{2026}' | '\u{2014}'
        | '\u{2018}'..='\u{201D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_complete() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
        assert_eq!(frequent_han('們'), Some(Frequent::Traditional));
        assert_eq!(frequent_han('们'), Some(Frequent::Simplified));
        assert_eq!(frequent_han('閉'), Some(Frequent::Traditional));
        assert_eq!(frequent_han('闭'), Some(Frequent::Simplified));
        assert_eq!(frequent_han('的'), Some(Frequent::Shared));
        assert_eq!(frequent_han('龘'), None);
    }
}
