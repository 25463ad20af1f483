using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using TorchSharp;

namespace Bunraku.Torch.Teachers;

/// <summary>Loads the teacher for a measurement; what the plug-in offers under <see cref="ITeacherMeterLoader"/>.</summary>
public sealed class TeacherMeterLoader : ITeacherMeterLoader
{
    /// <inheritdoc/>
    public ITeacherMeter Load(TeacherFamily family, Func<TeacherNetwork, StateDict> weightsOf, int threads, TeacherPrecision precision = TeacherPrecision.Full)
    {
        LibTorch.Load();
        return TorchThread.Run(() =>
        {
            torch.set_num_threads(threads);
            var placement = new TensorPlacement(torch.CPU);
            placement = precision == TeacherPrecision.Reduced ? placement.WithBFloat16 : placement;
            Phrase? notice = ArithmeticProof.Require(placement, ProofSubject.Teacher);
            var log = new ProductLog();
            var weights = family.Networks.ToDictionary(network => network.Name, network => new NetworkWeights(weightsOf(network), placement, log: log));
            NetworkWeights.CollectCopies();
            return new Meter(new TeacherSystem(new TeacherNetworkSet(family, weights, placement), notice), log);
        });
    }

    private sealed class Meter(TeacherSystem system, ProductLog log) : ITeacherMeter
    {
        public ITeacherSystem System => system;

        public string LibTorchVersion => torch.__version__;

        public int Record(Action action)
        {
            log.Clear();
            log.IsRecording = true;
            action();
            log.IsRecording = false;
            return log.Count;
        }

        public double TimeRecordedMs() => TorchThread.Run(log.TimeMs);

        public void Dispose() => system.Dispose();
    }
}
