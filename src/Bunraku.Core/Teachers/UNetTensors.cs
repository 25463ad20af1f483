using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>
/// The weights of the attention U-Net that body morpher and upscaler share. It has one residual block a level on the way down, two on the way up, and
/// seven modules in the middle. Only the lowest level has attention.
/// </summary>
internal sealed class UNetTensors
{
    private const string Prefix = "body.";
    private const int ImageChannels = 4;
    private const int OutputChannels = 7;
    private const int PoseSize = 6;
    private const int ConditionWidth = 256;

    private readonly List<TensorSpec> _tensors = [];
    private readonly Stack<int> _skipWidths = new();

    private UNetTensors()
    {
    }

    /// <param name="baseWidth">Channels at full resolution.</param>
    /// <param name="multipliers">The channels of every level, as multiples of the base width.</param>
    public static IEnumerable<TensorSpec> All(int baseWidth, ReadOnlySpan<int> multipliers)
    {
        int[] widths = new int[multipliers.Length];
        for (int level = 0; level < widths.Length; level++)
        {
            widths[level] = baseWidth * multipliers[level];
        }

        var net = new UNetTensors();
        net.AddEmbeddings(baseWidth);
        net.AddConvolution("first_conv", ImageChannels, baseWidth, kernel: 3);
        net._skipWidths.Push(baseWidth);
        net.AddWayDown(baseWidth, widths);
        net.AddMiddle(widths[^1]);
        net.AddWayUp(widths);
        net.AddNorm("last.0", baseWidth);
        net.AddConvolution("last.2", baseWidth, OutputChannels, kernel: 3);
        return net._tensors;
    }

    private void AddEmbeddings(int timeWidth)
    {
        AddLinear("time_embed.1", timeWidth, ConditionWidth);
        AddLinear("time_embed.3", ConditionWidth, ConditionWidth);
        AddLinear("cond_embed.0", PoseSize, ConditionWidth);
        AddLinear("cond_embed.2", ConditionWidth, ConditionWidth);
    }

    private void AddWayDown(int baseWidth, int[] widths)
    {
        int current = baseWidth;
        for (int level = 0; level < widths.Length; level++)
        {
            string block = $"down_blocks.{level}";
            AddResidual($"{block}.res_blocks.0", current, widths[level]);
            current = widths[level];
            _skipWidths.Push(current);
            if (level == widths.Length - 1)
            {
                AddAttention($"{block}.attention_blocks.0", current);
            }
            else
            {
                AddResidual($"{block}.downsample", current, current);
                _skipWidths.Push(current);
            }
        }
    }

    private void AddMiddle(int width)
    {
        for (int module = 0; module < 7; module++)
        {
            if (module % 2 == 0)
            {
                AddResidual($"middle_blocks.{module}", width, width);
            }
            else
            {
                AddAttention($"middle_blocks.{module}.module", width);
            }
        }
    }

    private void AddWayUp(int[] widths)
    {
        int current = widths[^1];
        for (int block = 0; block < widths.Length; block++)
        {
            int width = widths[^(block + 1)];
            for (int i = 0; i < 2; i++)
            {
                AddResidual($"up_blocks.{block}.resnet_blocks.{i}", current + _skipWidths.Pop(), width);
                current = width;
            }

            if (block == 0)
            {
                AddAttention("up_blocks.0.attention_blocks.0", width);
                AddAttention("up_blocks.0.attention_blocks.1", width);
            }

            if (block < widths.Length - 1)
            {
                AddResidual($"up_blocks.{block}.upsample", width, width);
            }
        }
    }

    private void AddResidual(string key, int inputs, int outputs)
    {
        AddNorm($"{key}.norm0", inputs);
        AddConvolution($"{key}.conv0", inputs, outputs, kernel: 3);
        AddLinear($"{key}.cond0_layers.1", ConditionWidth, 2 * outputs);
        AddNorm($"{key}.norm1", outputs);
        AddConvolution($"{key}.conv1", outputs, outputs, kernel: 3);
        AddLinear($"{key}.cond1_layers.1", ConditionWidth, 2 * outputs);
        if (inputs != outputs)
        {
            AddConvolution($"{key}.skip", inputs, outputs, kernel: 1);
        }
    }

    private void AddAttention(string key, int width)
    {
        AddNorm($"{key}.norm", width);
        AddConvolution($"{key}.qkv", width, 3 * width, kernel: 1);
        AddConvolution($"{key}.conv", width, width, kernel: 1);
    }

    private void AddNorm(string key, int width) => Add(key, width, [width]);

    private void AddLinear(string key, int inputs, int outputs) => Add(key, outputs, [outputs, inputs]);

    private void AddConvolution(string key, int inputs, int outputs, int kernel) => Add(key, outputs, [outputs, inputs, kernel, kernel]);

    private void Add(string key, int outputs, ReadOnlySpan<int> weightShape)
    {
        _tensors.Add(new TensorSpec($"{Prefix}{key}.weight", weightShape));
        _tensors.Add(new TensorSpec($"{Prefix}{key}.bias", outputs));
    }
}
