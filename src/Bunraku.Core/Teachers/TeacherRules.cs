using System.Text.RegularExpressions;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The middle and the spread of every tensor of a teacher's networks, chosen so that signals neither vanish nor explode on their way. The first
/// rule whose pattern is found in the key holds.
/// </summary>
internal static class TeacherRules
{
    private static readonly Rule[] EncoderDecoderRules =
    [
        new(@"((down|up)sample_blocks\.\d+\.1|bottleneck_blocks\.0\.1|resnet_path\.[14])\.weight$", Offset: 1, Gain: 0.25),
        new(@"((down|up)sample_blocks\.\d+\.1|bottleneck_blocks\.0\.1|resnet_path\.[14])\.bias$", Offset: 0, Gain: 0.25),
        new(@"((down|up)sample_blocks\.\d+\.0|bottleneck_blocks\.0\.0|resnet_path\.[03])\.weight$", Offset: 0, Gain: 2.5, IsByFan: true),
        new(@"grid_change\.weight$", Offset: 0, Gain: 0.025, IsByFan: true),
        new(@"alpha\.0\.weight$", Offset: 0, Gain: 3, IsByFan: true),
        new(@"alpha\.0\.bias$", Offset: 0, Gain: 0.5),
        new(@"color_change\.0\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"color_change\.0\.bias$", Offset: 0, Gain: 0.25),
    ];

    private static readonly Rule[] UNetRules =
    [
        new(@"(norm|norm0|norm1|last\.0)\.weight$", Offset: 1, Gain: 0.25),
        new(@"(norm|norm0|norm1|last\.0)\.bias$", Offset: 0, Gain: 0.25),
        new(@"(time_embed\.[13]|cond_embed\.[02])\.weight$", Offset: 0, Gain: 2.5, IsByFan: true),
        new(@"cond[01]_layers\.1\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"\.conv0\.weight$", Offset: 0, Gain: 2.5, IsByFan: true),
        new(@"\.conv1\.weight$", Offset: 0, Gain: 1.5, IsByFan: true),
        new(@"\.skip\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"\.qkv\.weight$", Offset: 0, Gain: 2.25, IsByFan: true),
        new(@"\.conv\.weight$", Offset: 0, Gain: 3.5, IsByFan: true),
        new(@"first_conv\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"coarse_image_conv\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"\.bias$", Offset: 0, Gain: 0.125),
    ];

    private static readonly Rule[] Tha3Rules =
    [
        new(@"grid_change(_creator)?\.weight$", Offset: 0, Gain: 0.03125, IsByFan: true),
        new(@"alpha(_creator)?\.0\.weight$", Offset: 0, Gain: 3, IsByFan: true),
        new(@"alpha(_creator)?\.0\.bias$", Offset: 0, Gain: 0.5),
        new(@"(color_change(_creator)?|direct_creator)\.0\.weight$", Offset: 0, Gain: 1.75, IsByFan: true),
        new(@"(color_change(_creator)?|direct_creator)\.0\.bias$", Offset: 0, Gain: 0.25),
        new(@"\.weight$", Offset: 1, Gain: 0.25) { Dimensions = 1 },
        new(@"\.bias$", Offset: 0, Gain: 0.25),
        new(@"\.weight$", Offset: 0, Gain: 2.5, IsByFan: true),
    ];

    /// <summary>The rules of a tensor's rows, which together are all of its rows, for the networks of the face in THA4.</summary>
    public static RowRule[] EncoderDecoder(TensorSpec tensor) => [Find(EncoderDecoderRules, tensor)];

    /// <summary>The same for THA4's networks of the body.</summary>
    public static RowRule[] UNet(TensorSpec tensor) => tensor.Key switch
    {
        // Seven outputs of different kinds: colour, grid change, alpha.
        "body.last.2.weight" => [Rows(0, 4, 1.5 * InverseRootOfFan(tensor)), Rows(4, 6, 0.03125 * InverseRootOfFan(tensor)), Rows(6, 7, 3.5 * InverseRootOfFan(tensor))],
        "body.last.2.bias" => [Rows(0, 4, 0.25), Rows(4, 6, 0.0625), Rows(6, 7, 0.5)],
        _ => [Find(UNetRules, tensor)],
    };

    /// <summary>The same for all networks of THA3.</summary>
    public static RowRule[] Tha3(TensorSpec tensor) => [Find(Tha3Rules, tensor)];

    private static RowRule Rows(int first, int pastLast, double scale) => new(first, pastLast, Offset: 0, scale);

    private static RowRule Find(Rule[] rules, TensorSpec tensor) =>
        rules.First(rule => (rule.Dimensions ?? tensor.Shape.Length) == tensor.Shape.Length && Regex.IsMatch(tensor.Key, rule.Pattern, RegexOptions.CultureInvariant)).For(tensor);

    private static double InverseRootOfFan(TensorSpec tensor) => Math.Sqrt(1.0 / (tensor.Count / tensor.Shape[0]));

    private sealed record Rule(string Pattern, double Offset, double Gain, bool IsByFan = false)
    {
        /// <summary>The number of dimensions that it is for; null for any.</summary>
        public int? Dimensions { get; init; }

        public RowRule For(TensorSpec tensor) => new(0, tensor.Shape[0], Offset, IsByFan ? Gain * InverseRootOfFan(tensor) : Gain);
    }
}
