using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Checkpoints;

/// <summary>
/// Reads and writes the state of PyTorch's Adam (<c>optimizer_module.pt</c>): the moments of every parameter, counted in the order of the
/// network's state dictionary.
/// </summary>
public static class OptimizerFile
{
    private const string Step = "step";
    private const string First = "exp_avg";
    private const string Second = "exp_avg_sq";

    /// <summary>Writes a state as the <c>state_dict()</c> of an Adam with the usual settings.</summary>
    /// <param name="path">The file; complete or absent.</param>
    /// <param name="steps">Steps taken; with 0 there are no moments.</param>
    /// <param name="first">The running means of the gradients, in the order of the network.</param>
    /// <param name="second">The running means of the squared gradients, in the same order.</param>
    /// <param name="learningRate">The latest learning rate.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, long steps, StateDict first, StateDict second, double learningRate)
    {
        var pickle = new PickleWriter();
        pickle.Add(PickleOpcode.EmptyDict);
        pickle.Add(PickleOpcode.Mark);
        pickle.AddText("state");
        AddState(pickle, steps, first, second);
        pickle.AddText("param_groups");
        pickle.Add(PickleOpcode.EmptyList);
        AddGroup(pickle, first.Entries.Count, learningRate);
        pickle.Add(PickleOpcode.Append);
        pickle.Add(PickleOpcode.SetItems);
        AtomicFile.Write(path, stream => CheckpointWriter.Write(stream, pickle));
    }

    /// <summary>Reads a state.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">The network that it belongs to, for names and shapes.</param>
    /// <returns>The steps and both moments; zeros for an untrained network.</returns>
    /// <exception cref="CheckpointException">The file is absent, damaged, hostile, or not Adam's state for such a network.</exception>
    public static (long Steps, StateDict First, StateDict Second) Read(string path, StateDict weights)
    {
        using CheckpointReader checkpoint = CheckpointReader.Open(path, CheckpointLimits.Student);
        if (Find(checkpoint.Root, "state") is not PickleDictionary state)
        {
            throw WrongContent(path, "it has no dictionary named state");
        }

        return state.Items.Count == 0 ? (0, Zeros(weights), Zeros(weights)) : ReadState(state, weights, checkpoint);
    }

    private static void AddState(PickleWriter pickle, long steps, StateDict first, StateDict second)
    {
        pickle.Add(PickleOpcode.EmptyDict);
        pickle.Add(PickleOpcode.Mark);
        for (int k = 0; steps > 0 && k < first.Entries.Count; k++)
        {
            pickle.AddInteger(k);
            pickle.Add(PickleOpcode.EmptyDict);
            pickle.Add(PickleOpcode.Mark);
            pickle.AddText(Step);
            pickle.AddTensor(new Tensor([], [steps]));
            pickle.AddText(First);
            pickle.AddTensor(first.Entries[k].Value);
            pickle.AddText(Second);
            pickle.AddTensor(second[first.Entries[k].Key]);
            pickle.Add(PickleOpcode.SetItems);
        }

        pickle.Add(PickleOpcode.SetItems);
    }

    private static void AddGroup(PickleWriter pickle, int parameters, double learningRate)
    {
        pickle.Add(PickleOpcode.EmptyDict);
        pickle.Add(PickleOpcode.Mark);
        pickle.AddText("lr");
        pickle.AddReal(learningRate);
        pickle.AddText("betas");
        pickle.AddReal(0.9);
        pickle.AddReal(0.999);
        pickle.Add(PickleOpcode.Tuple2);
        pickle.AddText("eps");
        pickle.AddReal(1e-8);
        pickle.AddText("weight_decay");
        pickle.AddReal(0);
        foreach ((string name, PickleOpcode value) in (ReadOnlySpan<(string, PickleOpcode)>)
            [
                ("amsgrad", PickleOpcode.NewFalse), ("maximize", PickleOpcode.NewFalse), ("foreach", PickleOpcode.None),
                ("capturable", PickleOpcode.NewFalse), ("differentiable", PickleOpcode.NewFalse), ("fused", PickleOpcode.NewFalse),
            ])
        {
            pickle.AddText(name);
            pickle.Add(value);
        }

        pickle.AddText("params");
        pickle.Add(PickleOpcode.EmptyList);
        pickle.Add(PickleOpcode.Mark);
        for (int k = 0; k < parameters; k++)
        {
            pickle.AddInteger(k);
        }

        pickle.Add(PickleOpcode.Appends);
        pickle.Add(PickleOpcode.SetItems);
    }

    private static (long Steps, StateDict First, StateDict Second) ReadState(PickleDictionary state, StateDict weights, CheckpointReader checkpoint)
    {
        var first = new List<KeyValuePair<string, Tensor>>();
        var second = new List<KeyValuePair<string, Tensor>>();
        string path = checkpoint.Path;
        long steps = 0;
        for (int k = 0; k < weights.Entries.Count; k++)
        {
            (string name, Tensor weight) = weights.Entries[k];
            object parameter = state.Items.FirstOrDefault(item => item.Key is long index && index == k).Value
                ?? throw WrongContent(path, $"it has no state of parameter {k} ({name})");
            float step = Find(parameter, Step) is PickledTensor { Count: 1, Storage.Type.IsFloatingPoint: true } tensor ? Read(checkpoint, tensor).Values[0] : float.NaN;
            steps = step is >= 1 and <= 1e9f ? (long)step : throw WrongContent(path, $"the step of parameter {k} ({name}) is {step}");
            first.Add(new(name, ReadMoment(parameter, First, name, weight, checkpoint)));
            second.Add(new(name, ReadMoment(parameter, Second, name, weight, checkpoint)));
        }

        return (steps, new StateDict(first), new StateDict(second));
    }

    private static Tensor ReadMoment(object parameter, string moment, string name, Tensor weight, CheckpointReader checkpoint)
    {
        if (Find(parameter, moment) is not PickledTensor { Storage.Type.IsFloatingPoint: true } tensor || !tensor.Shape.SequenceEqual(weight.Shape))
        {
            throw WrongContent(checkpoint.Path, $"{moment} of {name} is missing or has another shape than the parameter");
        }

        Tensor read = Read(checkpoint, tensor);
        FiniteWeights.Require(checkpoint.Path, $"{name} {moment}", read.Values);
        return read;
    }

    private static Tensor Read(CheckpointReader checkpoint, PickledTensor tensor)
    {
        checkpoint.Expect(tensor);
        return checkpoint.Read(tensor);
    }

    private static object? Find(object container, string key) =>
        container is PickleDictionary dictionary ? dictionary.Items.FirstOrDefault(item => item.Key is string name && name == key).Value : null;

    private static StateDict Zeros(StateDict weights) =>
        new(weights.Entries.Select(entry => KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, new float[entry.Value.Values.Length]))));

    private static CheckpointException WrongContent(string path, string reason) =>
        CheckpointException.WrongContent(path, Phrase.Of($"the state of Adam for this network was expected, but {reason}. Is it the right file?"));
}
