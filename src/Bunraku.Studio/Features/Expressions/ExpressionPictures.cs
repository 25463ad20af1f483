using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Characters;
using Bunraku.Core.Posing;
using Bunraku.Live.Expressions;
using Bunraku.Live.Frames;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Studio.Features.Expressions;

/// <summary>The face of a character with each expression, or all of it, drawn when a page first asks for it. Safe for any number of threads.</summary>
internal sealed class ExpressionPictures
{
    private const int MostKept = 200;

    /// <summary>One at a time, so that the frames of the meantime still flow.</summary>
    private static readonly Lock Drawing = new();
    private static readonly StudentPoserOptions InBackground = new() { Threads = 1 };
    private readonly ConditionalWeakTable<StageCharacter, string> _names = [];
    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _pictures = new(StringComparer.Ordinal);

    /// <summary>The address of a picture; another character or other values have another one. A character that only a teacher poses is shown at rest, because the stage needs the teacher.</summary>
    public string AddressOf(StageCharacter character, Expression expression, FrameOutput output = FrameOutput.Face)
    {
        string values = character is not CharacterModel ? "at rest" : string.Join(' ', expression.Values.Select(value => $"{value.Key}={BitConverter.SingleToInt32Bits(value.Value):x}"));
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_names.GetValue(character, _ => RandomNumberGenerator.GetHexString(16))} {output} {values}")))[..24];
        if (!_pictures.ContainsKey(key))
        {
            if (_pictures.Count >= MostKept)
            {
                _pictures.Clear();
            }

            _pictures[key] = new Lazy<byte[]>(() => character is CharacterModel student ? Draw(student, expression, output) : FramePng.Encode(character.Picture));
        }

        return $"/expressions/pictures/{key}";
    }

    /// <summary>The PNG of an address, or null where there is none.</summary>
    public byte[]? Find(string key) => _pictures.GetValueOrDefault(key)?.Value;

    private static byte[] Draw(CharacterModel character, Expression expression, FrameOutput output)
    {
        lock (Drawing)
        {
            using var poser = new StudentPoser(character, InBackground) { Mask = SupportMask.TryLoad(character) };
            PosedFrame frame = output == FrameOutput.Face ? PosedFrame.FaceOnly() : new PosedFrame(output.Parts());
            poser.Render(expression.OnRest(), frame);
            return FramePng.Encode(output.Planes(frame), output.Side(), PictureStyle.Transparent, default);
        }
    }
}
