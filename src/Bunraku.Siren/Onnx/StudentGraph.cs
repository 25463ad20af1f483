using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Siren.Onnx;

/// <summary>
/// A student as an ONNX graph, layer by layer as the published networks are defined. Nothing is folded, reordered or precomputed beyond the
/// constants. So the graph is what any exporter would write, and a fair yardstick for the engine.
/// </summary>
internal sealed class StudentGraph
{
    public const string PoseName = "pose";
    public const string ImageName = "image";

    private static readonly int[] LevelSizes = [128, 256, 512];

    private readonly OnnxGraphBuilder _graph = new();
    private readonly CharacterModel _character;
    private readonly string _omega;

    private StudentGraph(CharacterModel character)
    {
        _character = character;
        _omega = _graph.Constant("omega0", [], [StudentNetworks.Omega0]);
    }

    public static OnnxGraph Of(CharacterModel character) => new StudentGraph(character).Build();

    private OnnxGraph Build()
    {
        foreach (int size in LevelSizes)
        {
            _graph.Constant(PositionName(size), [1, 2, size, size], PositionGrid(size));
        }

        string face = Face();
        Body();
        Blend(Paste(face));
        return _graph.Build(
            "student",
            new OnnxValue(PoseName, [1, PoseParameters.Count], "The 45 pose values in the order of the pose_parameters metadata."),
            new OnnxValue(
                ImageName,
                [1, 4, CharacterPicture.Size, CharacterPicture.Size],
                "R, G, B, A: linear light, premultiplied by alpha, scaled to -1..1 with slight overshoot."));
    }

    /// <summary>The face network: 39 pose values to [1, 4, 128, 128].</summary>
    private string Face()
    {
        int size = FaceCrop.Student.Height;
        string pose = _graph.Slice("face.pose", PoseName, axis: 1, 0, PoseParameters.FaceCount);
        string value = Concat("face.input", axis: 1, PositionName(size), Spread("face.pose", pose, PoseParameters.FaceCount, size));
        foreach (LayerSpec layer in StudentNetworks.Face)
        {
            value = Layer("face", _character.Weights.Face, layer, value);
        }

        return value;
    }

    /// <summary>The body network: the pose to the values named grid_change, alpha and color_change.</summary>
    private void Body()
    {
        StateDict weights = _character.Weights.Body;
        string value = "";
        for (int level = 0; level < LevelSizes.Length; level++)
        {
            int size = LevelSizes[level];
            string prefix = $"body.{level}";
            string pose = Spread($"{prefix}.pose", PoseName, PoseParameters.Count, size);
            value = level == 0
                ? Concat($"{prefix}.input", axis: 1, PositionName(size), pose)
                : Concat($"{prefix}.input", axis: 1, Upsample($"{prefix}.upsampled", value), PositionName(size), pose);
            foreach (LayerSpec layer in StudentNetworks.Body.Where(layer => layer.KeyPrefix.StartsWith($"siren_layers.{level}.", StringComparison.Ordinal)))
            {
                value = Layer("body", weights, layer, value);
            }
        }

        value = Layer("body", weights, StudentNetworks.Body[^1], value);
        _graph.Split("body.outputs", value, ("grid_change", 2), ("alpha", 1), ("color_change", 4));
    }

    /// <summary>The character's picture with the face in its place.</summary>
    private string Paste(string face)
    {
        const int Size = CharacterPicture.Size;
        PixelRectangle crop = FaceCrop.Student;
        int bottom = crop.Top + crop.Height;
        int right = crop.Left + crop.Width;
        string picture = _graph.Constant("picture", [1, 4, Size, Size], _character.Picture.Values);
        string band = _graph.Slice("picture.band", picture, axis: 2, crop.Top, bottom);
        string newBand = Concat(
            "picture.band_with_face",
            axis: 3,
            _graph.Slice("picture.left", band, axis: 3, 0, crop.Left),
            face,
            _graph.Slice("picture.right", band, axis: 3, right, Size));
        return Concat(
            "picture_with_face",
            axis: 2,
            _graph.Slice("picture.above", picture, axis: 2, 0, crop.Top),
            newBand,
            _graph.Slice("picture.below", picture, axis: 2, bottom, Size));
    }

    /// <summary>(1 - alpha) * warped picture + alpha * colour change.</summary>
    private void Blend(string picture)
    {
        string positions = _graph.Apply("grid.planes", "Add", [PositionName(CharacterPicture.Size), "grid_change"]);
        string grid = _graph.Apply("grid", "Transpose", [positions], new OnnxAttribute("perm", [0, 2, 3, 1]));
        string warped = _graph.Apply(
            "warped",
            "GridSample",
            [picture, grid],
            new OnnxAttribute("mode", "bilinear"),
            new OnnxAttribute("padding_mode", "border"),
            new OnnxAttribute("align_corners", 0));
        string rest = _graph.Apply("one_minus_alpha", "Sub", [_graph.Constant("one", [], [1f]), "alpha"]);
        string kept = _graph.Apply("warped_part", "Mul", [rest, warped]);
        string painted = _graph.Apply("color_part", "Mul", ["alpha", "color_change"]);
        _graph.Apply(ImageName, "Add", [kept, painted]);
    }

    private string Layer(string network, StateDict weights, LayerSpec layer, string input)
    {
        string name = $"{network}.{layer.KeyPrefix}";
        string linear = _graph.Apply($"{name}.conv", "Conv", [input, Weight(".weight"), Weight(".bias")]);
        return layer.IsSine
            ? _graph.Apply($"{name}.sine", "Sin", [_graph.Apply($"{name}.scaled", "Mul", [linear, _omega])])
            : linear;

        string Weight(string suffix)
        {
            Tensor tensor = weights[layer.KeyPrefix + suffix];
            return _graph.Constant(name + suffix, tensor.Shape, tensor.Values);
        }
    }

    /// <summary>The same pose values at every pixel: [1, count, size, size].</summary>
    private string Spread(string name, string pose, int count, int size)
    {
        string column = _graph.Apply($"{name}.column", "Reshape", [pose, _graph.Constant($"{name}.column_shape", 1, count, 1, 1)]);
        return _graph.Apply($"{name}.plane", "Expand", [column, _graph.Constant($"{name}.plane_shape", 1, count, size, size)]);
    }

    private string Upsample(string name, string input) => _graph.Apply(
        name,
        "Resize",
        [input, "", _graph.Constant($"{name}.scales", [4], [1f, 1f, 2f, 2f])],
        new OnnxAttribute("mode", "linear"),
        new OnnxAttribute("coordinate_transformation_mode", "half_pixel"));

    private string Concat(string name, int axis, params string[] inputs) =>
        _graph.Apply(name, "Concat", inputs, new OnnxAttribute("axis", axis));

    private static string PositionName(int size) => $"position.{size}";

    /// <summary>[2, size, size]: x, then y, of every pixel's centre, where -1 and 1 are the picture's outer edges.</summary>
    private static float[] PositionGrid(int size)
    {
        float[] grid = new float[2 * size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                grid[(row * size) + column] = ((2f * column) + 1f) / size - 1f;
                grid[((size + row) * size) + column] = ((2f * row) + 1f) / size - 1f;
            }
        }

        return grid;
    }
}
