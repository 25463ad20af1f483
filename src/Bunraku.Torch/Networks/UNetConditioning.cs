using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Bunraku.Torch.Networks;

/// <summary>
/// Computes the scales and shifts by which time and pose act on a U-Net. In every residual block the second norm is followed by a scale and shift
/// from the time embedding and another from the pose. As time never changes, the norm's own and the time's are multiplied once. The blocks are
/// stacked, so that a pose needs one matrix product for all.
/// </summary>
internal sealed class UNetConditioning : IDisposable
{
    private readonly NetworkWeights _weights;
    private readonly Dictionary<string, (long First, long Width)> _places = new(StringComparer.Ordinal);
    private readonly Tensor _timeScale;
    private readonly Tensor _timeShift;
    private readonly Tensor _poseScaleWeight;
    private readonly Tensor _poseScaleBias;
    private readonly Tensor _poseShiftWeight;
    private readonly Tensor _poseShiftBias;

    /// <param name="weights">The network's weights.</param>
    /// <param name="blocks">The names of all residual blocks.</param>
    /// <param name="timeWidth">The width of the time embedding.</param>
    public UNetConditioning(NetworkWeights weights, IReadOnlyList<string> blocks, int timeWidth)
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        _weights = weights;
        Tensor time = functional.silu(EmbedTime(timeWidth));
        List<Tensor> timeScales = [], timeShifts = [], scaleWeights = [], scaleBiases = [], shiftWeights = [], shiftBiases = [];
        long first = 0;
        foreach (string block in blocks)
        {
            Tensor byTime = weights.Seen($"{block}.cond0_layers", weights.Linear(time, $"{block}.cond0_layers.1")).view(-1);
            long width = byTime.shape[0] / 2;
            Tensor scale = byTime.narrow(0, 0, width) + 1;
            timeScales.Add(weights[$"{block}.norm1.weight"] * scale);
            timeShifts.Add((weights[$"{block}.norm1.bias"] * scale) + byTime.narrow(0, width, width));
            Halve(weights[$"{block}.cond1_layers.1.weight"], scaleWeights, shiftWeights);
            Halve(weights[$"{block}.cond1_layers.1.bias"], scaleBiases, shiftBiases);
            _places.Add(block, (first, width));
            first += width;
        }

        _timeScale = Stack(timeScales);
        _timeShift = Stack(timeShifts);
        _poseScaleWeight = Stack(scaleWeights);
        _poseScaleBias = Stack(scaleBiases);
        _poseShiftWeight = Stack(shiftWeights);
        _poseShiftBias = Stack(shiftBiases);
    }

    /// <summary>What a rotation does.</summary>
    /// <param name="rotation">[1, 6]: the last six values of a pose.</param>
    public NormCondition Of(Tensor rotation)
    {
        using var scope = NewDisposeScope();
        Tensor embedded = _weights.Linear(_weights.Linear(rotation, "body.cond_embed.0").silu_(), "body.cond_embed.2");
        Tensor active = functional.silu(_weights.Seen("body.cond_embed", embedded));
        Tensor poseScale = functional.linear(active, _poseScaleWeight, _poseScaleBias).view(-1) + 1;
        Tensor poseShift = functional.linear(active, _poseShiftWeight, _poseShiftBias).view(-1);
        return new NormCondition(
            (_timeScale * poseScale).MoveToOuterDisposeScope(),
            (_timeShift * poseScale).add_(poseShift).MoveToOuterDisposeScope());
    }

    /// <summary>The second norm of a block with its scale and shift.</summary>
    public Tensor Apply(Tensor x, string block, NormCondition condition)
    {
        (long first, long width) = _places[block];
        return NetworkWeights.GroupNorm(x, condition.Scale.narrow(0, first, width), condition.Shift.narrow(0, first, width));
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[_timeScale, _timeShift, _poseScaleWeight, _poseScaleBias, _poseShiftWeight, _poseShiftBias])
        {
            tensor.Dispose();
        }
    }

    private static void Halve(Tensor tensor, List<Tensor> first, List<Tensor> second)
    {
        long half = tensor.shape[0] / 2;
        first.Add(tensor.narrow(0, 0, half));
        second.Add(tensor.narrow(0, half, half));
    }

    private static Tensor Stack(List<Tensor> parts) => cat([.. parts], dim: 0).DetachFromDisposeScope();

    /// <summary>The embedding of time 0, the only one the system uses: all cosines are 1 and all sines 0.</summary>
    private Tensor EmbedTime(int width)
    {
        Tensor like = _weights["body.time_embed.1.bias"];
        Tensor waves = cat([ones(1, width / 2, like.dtype, like.device), zeros(1, width / 2, like.dtype, like.device)], dim: 1);
        return _weights.Seen("body.time_embed", _weights.Linear(_weights.Linear(waves, "body.time_embed.1").silu_(), "body.time_embed.3"));
    }
}
