using Bunraku.Conv.Engine;
using Bunraku.Conv.Preparation;
using static Bunraku.Conv.Tests.Reference.Operations;

namespace Bunraku.Conv.Tests.Reference;

/// <summary>
/// THA3's variant <c>separable</c> in the plainest form, in float64: the specification that the engine is compared with. Each network returns its
/// outputs in the original's order.
/// </summary>
internal sealed class ReferenceSeparable(PoserWeights weights)
{
    private const double NoSlope = 0, Slope = 0.1;

    /// <summary>All 29 outputs, in the original's order: editor, rotator, face morpher, combiner, decomposer.</summary>
    public Planes[] Pose(Planes picture, float[] pose)
    {
        Planes[] decomposer = Decompose(Crop(picture, 64, 192, 128));
        Planes[] combiner = Combine(decomposer[3], decomposer[0], pose[..12]);
        Planes[] face = MorphFace(Paste(Crop(picture, 32, 160, 192), combiner[2], 32, 32), pose[12..39]);
        Planes morphed = Paste(picture, face[0], 32, 160);
        Planes[] rotator = Rotate(Halve(morphed), pose[39..]);
        Planes[] editor = Edit(morphed, Enlarge(rotator[1]), Enlarge(rotator[2]), pose[39..]);
        return [.. editor, .. rotator, .. face, .. combiner, .. decomposer];
    }

    public Planes[] Decompose(Planes picture)
    {
        NetworkTensors network = weights.Decomposer;
        Planes features = Trunk(network, picture, []);
        Planes backgroundAlpha = Alpha(network, "background_layer_alpha", features), backgroundColor = Color(network, "background_layer_color_change", features);
        Planes eyebrowAlpha = Alpha(network, "eyebrow_layer_alpha", features), eyebrowColor = Color(network, "eyebrow_layer_color_change", features);
        Planes background = Blend(backgroundAlpha, backgroundColor, picture), eyebrow = Blend(eyebrowAlpha, picture, eyebrowColor);
        return [eyebrow, eyebrowAlpha, eyebrowColor, background, backgroundAlpha, backgroundColor];
    }

    public Planes[] Combine(Planes background, Planes eyebrow, float[] pose)
    {
        NetworkTensors network = weights.Combiner;
        Planes features = Trunk(network, Concat(background, eyebrow), pose);
        Planes grid = Grid(network, "morphed_eyebrow_layer_grid_change", features);
        Planes alpha = Alpha(network, "morphed_eyebrow_layer_alpha", features), color = Color(network, "morphed_eyebrow_layer_color_change", features);
        Planes warped = Warp(grid, eyebrow), morphed = Blend(alpha, color, warped);
        Planes combineAlpha = Alpha(network, "combine_alpha", features);
        Planes opacity = morphed.Take(3, 1);
        for (int i = 0; i < opacity.Values.Length; i++)
        {
            opacity.Values[i] = (opacity.Values[i] + 1) / 2;
        }

        return [BlendColors(combineAlpha, morphed, background), combineAlpha, BlendColors(opacity, morphed, background), morphed, alpha, color, warped, grid];
    }

    public Planes[] MorphFace(Planes picture, float[] pose)
    {
        NetworkTensors network = weights.Face;
        Planes features = Trunk(network, picture, pose);
        Planes warped = Warp(Grid(network, "iris_mouth_grid_change", features), picture);
        Planes color = Color(network, "iris_mouth_color_change", features), alpha = Alpha(network, "iris_mouth_alpha", features);
        Planes changed = Blend(alpha, color, warped);
        Planes eyeColor = Color(network, "eye_color_change", features), eyeAlpha = Alpha(network, "eye_alpha", features);
        return [Blend(eyeAlpha, eyeColor, changed), eyeAlpha, eyeColor, changed, alpha, color, warped];
    }

    public Planes[] Rotate(Planes picture, float[] pose)
    {
        NetworkTensors network = weights.Rotator;
        const string Body = "encoder_decoder.";
        Planes x = Block(network, Body + "downsample_blocks.0", Concat(picture, Constant(pose, picture.Size)), 64, 7, Slope);
        x = Bottleneck(network, Body, Down(network, Body, x, Slope), first: 0, Slope);
        for (int i = 0; i < 3; i++)
        {
            x = Block(network, $"{Body}upsample_blocks.{i}.1", Double(x), x.Channels / 2, 3, Slope);
        }

        Planes grid = Grid(network, "grid_change_creator", x);
        return [Color(network, "direct_creator", x), Warp(grid, picture), grid];
    }

    public Planes[] Edit(Planes picture, Planes warpedBefore, Planes gridBefore, float[] pose)
    {
        NetworkTensors network = weights.Editor;
        const string Body = "body.";
        Planes[] kept = new Planes[3];
        Planes x = Block(network, Body + "downsample_blocks.0", Concat(picture, warpedBefore, gridBefore, Constant(pose, picture.Size)), 32, 3, Slope);
        for (int i = 0; i < 3; i++)
        {
            kept[i] = x;
            x = DownBlock(network, $"{Body}downsample_blocks.{i + 1}", x, Slope);
        }

        x = Bottleneck(network, Body, x, first: 0, Slope);
        for (int i = 0; i < 3; i++)
        {
            x = Block(network, $"{Body}upsample_blocks.{i}", Concat(Double(x), kept[2 - i]), x.Channels / 2, 3, Slope);
        }

        Planes grid = Add(gridBefore, Grid(network, "grid_change_creator", x));
        Planes color = Color(network, "color_change_creator", x), alpha = Alpha(network, "alpha_creator", x, channels: 4);
        Planes warped = Warp(grid, picture);
        return [Blend(alpha, color, warped), alpha, color, warped, grid];
    }

    /// <summary>The encoder-decoder of the first three networks.</summary>
    private static Planes Trunk(NetworkTensors network, Planes picture, float[] pose)
    {
        const string Body = "body.";
        Planes x = Down(network, Body, Block(network, Body + "downsample_blocks.0", picture, 64, 3, NoSlope), NoSlope);
        x = Block(network, Body + "bottleneck_blocks.0", pose.Length > 0 ? Concat(x, Constant(pose, x.Size)) : x, 512, 3, NoSlope);
        x = Bottleneck(network, Body, x, first: 1, NoSlope);
        for (int i = 0; i < 3; i++)
        {
            string prefix = $"{Body}upsample_blocks.{i}";
            x = Finish(network, prefix, Convolutions.TransposedDepthwise(x, network.Take(prefix + ".0.weight", x.Channels, 1, 4, 4)), x.Channels / 2, NoSlope);
        }

        return x;
    }

    private static Planes Down(NetworkTensors network, string body, Planes x, double slope)
    {
        for (int i = 1; i <= 3; i++)
        {
            x = DownBlock(network, $"{body}downsample_blocks.{i}", x, slope);
        }

        return x;
    }

    private static Planes Bottleneck(NetworkTensors network, string body, Planes x, int first, double slope)
    {
        for (int i = first; i <= 5; i++)
        {
            string path = $"{body}bottleneck_blocks.{i}.resnet_path.";
            Planes inner = Rectify(NormedProduct(network, path + "0.1", path + "1", Depthwise3(network, path + "0.0", x), x.Channels), slope);
            x = Add(x, NormedProduct(network, path + "3.1", path + "4", Depthwise3(network, path + "3.0", inner), x.Channels));
        }

        return x;
    }

    private static Planes Block(NetworkTensors network, string prefix, Planes x, int outputs, int kernel, double slope) => Finish(
        network, prefix, Convolutions.Depthwise(x, network.Take(prefix + ".0.weight", x.Channels, 1, kernel, kernel), kernel, 1, kernel / 2), outputs, slope);

    private static Planes DownBlock(NetworkTensors network, string prefix, Planes x, double slope) =>
        Finish(network, prefix, Convolutions.Depthwise(x, network.Take(prefix + ".0.weight", x.Channels, 1, 4, 4), 4, 2, 1), 2 * x.Channels, slope);

    private static Planes Depthwise3(NetworkTensors network, string key, Planes x) => Convolutions.Depthwise(x, network.Take(key + ".weight", x.Channels, 1, 3, 3), 3, 1, 1);

    private static Planes Finish(NetworkTensors network, string prefix, Planes depthwise, int outputs, double slope) =>
        Rectify(NormedProduct(network, prefix + ".1", prefix + ".2", depthwise, outputs), slope);

    private static Planes NormedProduct(NetworkTensors network, string product, string norm, Planes x, int outputs) => Norm(
        Convolutions.Pointwise(x, network.Take(product + ".weight", outputs, x.Channels, 1, 1)), network.Take(norm + ".weight", outputs), network.Take(norm + ".bias", outputs));

    private static Planes Alpha(NetworkTensors network, string head, Planes features, int channels = 1) => Sigmoid(Biased(network, head, features, channels));

    private static Planes Color(NetworkTensors network, string head, Planes features) => Tanh(Biased(network, head, features, channels: 4));

    private static Planes Biased(NetworkTensors network, string head, Planes features, int channels) =>
        Convolutions.Full3(features, network.Take(head + ".0.weight", channels, features.Channels, 3, 3), network.Take(head + ".0.bias", channels));

    private static Planes Grid(NetworkTensors network, string head, Planes features) => Convolutions.Full3(features, network.Take(head + ".weight", 2, features.Channels, 3, 3), bias: null);
}
