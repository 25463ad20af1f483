using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using TorchSharp;

namespace Bunraku.Torch.Teachers;

/// <summary>Loads the teacher; what the plug-in offers under <see cref="ITeacherLoader"/>.</summary>
public sealed class TeacherLoader : ITeacherLoader
{
    /// <inheritdoc/>
    public ITeacherSystem Load(TeacherFamily family, string weightsFolder, string device, TeacherPrecision precision = TeacherPrecision.Full, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        LibTorch.Load();
        TensorPlacement placement = TensorPlacement.Of(device);
        Phrase? notice = ArithmeticProof.Require(placement, ProofSubject.Teacher);
        (TensorPlacement Placement, Dictionary<string, NetworkWeights> Weights)[] all =
            [.. PlacementsOf(placement, precision, ref notice).Select(wanted => (wanted, new Dictionary<string, NetworkWeights>(StringComparer.Ordinal)))];
        try
        {
            TeacherWeights.Load(family, weightsFolder, Take, progress, hash);
            TeacherNetworkSet[] sets = TorchThread.Run(() => all.Select(one => new TeacherNetworkSet(family, one.Weights, one.Placement)).ToArray());
            NetworkWeights.CollectCopies();
            return new TeacherSystem(sets[0], notice, candidate: sets.ElementAtOrDefault(1));
        }
        catch
        {
            TorchThread.Run(() =>
            {
                foreach (NetworkWeights weights in all.SelectMany(one => one.Weights.Values))
                {
                    weights.Dispose();
                }
            });
            throw;
        }

        void Take(TeacherNetwork network, StateDict weights) => TorchThread.Run(() =>
        {
            foreach ((TensorPlacement wanted, Dictionary<string, NetworkWeights> loaded) in all)
            {
                loaded.Add(network.Name, new NetworkWeights(weights, wanted));
            }
        });
    }

    /// <summary>What to load: one set of networks, or two where the first picture decides.</summary>
    private static TensorPlacement[] PlacementsOf(TensorPlacement placement, TeacherPrecision precision, ref Phrase? notice)
    {
        TensorPlacement reduced = placement.WithBFloat16;
        bool isFast = placement.Device.type == DeviceType.CUDA || (placement.Device.type == DeviceType.CPU && Processor.HasBFloat16);
        if (precision == TeacherPrecision.Reduced)
        {
            notice = ArithmeticProof.Require(reduced, ProofSubject.Teacher);
            return [reduced];
        }

        if (precision == TeacherPrecision.Full || !isFast)
        {
            return [placement];
        }

        if (ArithmeticProof.IsRightInBFloat16(placement))
        {
            return [placement, reduced];
        }

        notice ??= Phrase.Of("libtorch computes wrong results in bfloat16 on this processor. The teacher computes in float32.");
        return [placement];
    }
}
