using System.Buffers;
using System.Text;
using Bunraku.Core.Errors;

namespace Bunraku.TestSupport;

/// <summary>
/// A reader of a format, and a good sample of the format. Whatever is done to the sample, the reader takes it or refuses it
/// with <see cref="BadInputException"/>, in one line of at most 500 characters that cannot steer a terminal.
/// </summary>
/// <param name="Sample">Bytes that the reader takes.</param>
/// <param name="Read">Reads bytes.</param>
public sealed record MutatedReader(byte[] Sample, Action<byte[]> Read)
{
    /// <summary>Values and pieces of text that stood behind real failures.</summary>
    private static readonly byte[][] Telling =
    [
        .. new[]
        {
            "null", "true", "[]", "{}", "[null]", "{\"a\":null}", "\"x\"", "7", "-1", "1e999", "-1e308", "NaN", "0.5", "99999999999999999999", "\"\\ud800\"", "\"\\udc00x\"",
            "{\"\\ud800\":1}", "[[[[[[[[[[[[[[[[[[[[", "\"\u202Egnp\"", "\"\\u001b[31m\"", "\u001b[2J", "\0", "\n", "'", "\"", ": ", "- ", "*a", "&a ", "!!int ", "\u2028", "\uFEFF",
            new string('a', 10_000), "\"" + new string('b', 700) + "\"", "2026-13-45T99:00:00Z", "..", "/etc", "CON", "0x7fffffff",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0, 0, 0, 0], [255, 255, 255, 255], [255, 255, 255, 127], [0, 0, 0, 128],
    ];

    private static readonly SearchValues<char> Steering = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsControl), .. "\u202A\u202B\u202D\u202E\u2066\u2067\u2068\u2028\u2029\uFEFF"]);

    private static readonly byte[] Delimiters = ":,[]{}\n\" =|-#"u8.ToArray();

    /// <summary>A reader of text.</summary>
    public static MutatedReader OfText(string sample, Action<byte[]> read) => new(Encoding.UTF8.GetBytes(sample), read);

    /// <summary>Reads the sample and then so many mutants; the same seed makes the same mutants.</summary>
    /// <returns>How many of them were refused.</returns>
    public int Run(int mutants, int seed = 23)
    {
        Read(Sample);
        var random = new Random(seed);
        int refused = 0;
        for (int mutant = 0; mutant < mutants; mutant++)
        {
            byte[] bytes = Mutated(random);
            try
            {
                Read(bytes);
            }
            catch (BadInputException refusal)
            {
                refused++;
                RequireOneSafeLine(refusal.Message);
            }
            catch (Exception unexpected)
            {
                throw new InvalidOperationException($"Mutant {mutant} of seed {seed} (as base64: {Convert.ToBase64String(bytes.AsSpan(0, Math.Min(bytes.Length, 4000)))})", unexpected);
            }
        }

        return refused;
    }

    /// <summary>Fails for a message that is long, has several lines, or holds characters that steer a terminal.</summary>
    public static void RequireOneSafeLine(string message)
    {
        Assert.InRange(message.Length, 1, 500);
        Assert.False(message.AsSpan().ContainsAny(Steering), message);
        Assert.True(new UTF8Encoding(false, true).GetByteCount(message) > 0);
    }

    private byte[] Mutated(Random random)
    {
        var bytes = new List<byte>(Sample);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 4:
                    bytes.InsertRange(at, Telling[random.Next(Telling.Length)]);
                    break;
                default:
                    ReplaceToken(bytes, at, Telling[random.Next(Telling.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Replaces what stands between two delimiters: in JSON and YAML a whole value or name.</summary>
    private static void ReplaceToken(List<byte> bytes, int at, byte[] value)
    {
        int start = at;
        while (start > 0 && !Delimiters.Contains(bytes[start - 1]))
        {
            start--;
        }

        int end = at;
        while (end < bytes.Count && !Delimiters.Contains(bytes[end]))
        {
            end++;
        }

        // A value in quotation marks is replaced with its marks half of the time.
        if (start > 0 && end < bytes.Count && bytes[start - 1] == '"' && bytes[end] == '"' && value.Length % 2 == 0)
        {
            (start, end) = (start - 1, end + 1);
        }

        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, value);
    }
}
